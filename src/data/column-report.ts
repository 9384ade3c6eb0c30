/** What came of one column. */
import type { ColumnReport } from '../core/reading.ts';
import { BooleanBuilder } from './boolean-builder.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { DateBuilder } from './date-builder.ts';
import type { ColumnPlan } from './infer-type.ts';
import { NumberBuilder } from './number-builder.ts';
import { TextBuilder } from './text-builder.ts';
import { textUse } from './text-use.ts';

export function columnReport(
  index: number,
  name: string,
  originalName: string,
  plan: ColumnPlan,
  builder: ColumnBuilder,
  sample: readonly string[],
): ColumnReport {
  const { valid, missing, odd, oddCells, firstRaw, firstRead } = builder;
  const distinct = builder.distinct.count;
  const reading = { ...plan.reading };
  if (builder instanceof TextBuilder && plan.chosen.type === undefined) {
    reading.type =
      reading.type === 'id' && plan.idByValues ? 'id' : textUse(name, sample, valid, distinct, builder.distinct.newShare(valid));
  }
  const report: ColumnReport = { index, name, originalName, reading, valid, missing, odd, oddCells, distinct, firstRaw, firstRead };
  const values = valuesOf(builder);
  if (values) report.values = values;
  const [lowest, highest] = [builder.lowest(), builder.highest()];
  if (lowest !== undefined) report.lowest = lowest;
  if (highest !== undefined) report.highest = highest;
  // Said also once the person has answered, so that the answer can be changed.
  const ambiguous = builder instanceof DateBuilder ? builder.ambiguousDate() : undefined;
  if (ambiguous) report.ambiguousDate = ambiguous;
  if (builder instanceof NumberBuilder && plan.ambiguousNumber) report.ambiguousNumber = plan.ambiguousNumber;
  if (builder instanceof TextBuilder && builder.outerBlanks.cells > 0) report.outerBlanks = builder.outerBlanks;
  if (builder instanceof TextBuilder && builder.digitsLost > 0 && plan.longDigits) report.digitsLost = builder.digitsLost;
  return report;
}

function valuesOf(builder: ColumnBuilder): ColumnReport['values'] {
  const counted =
    builder instanceof BooleanBuilder
      ? builder.spellings.map((value, i) => [value, builder.counts[i]] as const).filter(([, rows]) => rows > 0)
      : builder instanceof TextBuilder && builder.counts
        ? [...builder.counts]
        : undefined;
  return counted?.map(([value, rows]) => ({ value, rows })).sort((a, b) => b.rows - a.rows);
}
