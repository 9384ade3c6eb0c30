/** Text of a known meaning: the first cells are checked one by one, so that those that do not fit can be listed with their line. */
import type { MeaningReport, OddCell } from '../core/reading.ts';
import type { CellBatch } from './cell-batch.ts';
import { MAX_RAW_CHARS } from './column-builder.ts';
import { fitsMeaning, meaningScore, type Meaning } from './find-meaning.ts';
import { isMissingWord } from './missing-words.ts';

/** Cells checked: enough to know the share within a quarter of a percent, little beside the reading of a large file. */
const MOST_CHECKED = 20_000;
const MOST_ODD = 20;
/** Below this share the sample was not like the column. */
const FEWEST_HITS = 0.6;

export class MeaningCheck {
  private looked = 0;
  private hits = 0;
  private readonly strangers: OddCell[] = [];
  private readonly meaning: Meaning;

  constructor(meaning: Meaning) {
    this.meaning = meaning;
  }

  /** Undefined where the column is not what the sample promised. */
  report(): MeaningReport | undefined {
    const { looked, hits, strangers } = this;
    const { kind, named } = this.meaning;
    if (looked === 0 || hits < FEWEST_HITS * looked) return undefined;
    return { kind, named, hits, looked, score: meaningScore(kind, named, hits, looked), oddCells: strangers };
  }

  /** The rows `[fromRow, toRow)` of a measured batch; the first of them is row `at` of the table. */
  look(batch: CellBatch, column: number, fromRow: number, toRow: number, at: number): void {
    const { kind, named } = this.meaning;
    for (let row = fromRow, cell = fromRow * batch.width + column; row < toRow && this.looked < MOST_CHECKED; row++, cell += batch.width) {
      if (batch.trimFrom[cell] === batch.trimTo[cell]) continue;
      const text = batch.trimmedText(cell);
      if (isMissingWord(text)) continue;
      this.looked++;
      if (fitsMeaning(kind, named, text)) this.hits++;
      else if (this.strangers.length < MOST_ODD) {
        this.strangers.push({ line: batch.line[row], row: at + row - fromRow, raw: batch.text(cell).slice(0, MAX_RAW_CHARS) });
      }
    }
  }
}
