/**
 * `tsx tests/corpus/dialects.ts FOLDER [names]`: delimiter and quote of the files of CSV Wrangling and W3C-CSVW, found
 * without being told, against the annotations that come with them (`csv_wrangling_curated.zip`, `w3c_csvw.zip`).
 *
 * A file counts as right when delimiter and quote are the annotated ones; the annotations name the double quote also
 * where a file has no quotes at all, so `none` is then the same. A failure is a file for which no dialect was given.
 */
import { join } from 'node:path';
import { AppError } from '../../src/core/errors.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { drawSample } from '../../src/data/draw-sample.ts';
import { sniffEncoding, surveyEncoding, type EncodingChoice } from '../../src/data/encoding.ts';
import { sniffDialect } from '../../src/data/sniff-dialect.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { openArchive } from './archive.ts';
import { isQuestion, printSummary, saysSomething } from './summary.ts';

const DELIMITERS: Record<string, string> = { comma: ',', semicolon: ';', tab: '\t', vslash: '|', space: ' ', nsign: '#' };
const QUOTES: Record<string, string> = { doublequote: '"', singlequote: "'" };

/** Where the encoding has to be asked, any that keeps ASCII in place does for the delimiter. */
async function choose(bytes: Uint8Array): Promise<EncodingChoice> {
  const source = bytesSource(bytes);
  try {
    return sniffEncoding(bytes.subarray(0, 1 << 16), undefined) ?? (await surveyEncoding(source));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { encoding: 'windows-1252', evidence: 'chosen', bomBytes: 0 };
  }
}

async function measure(name: string, archive: string, annotations: string): Promise<void> {
  const members = openArchive(archive);
  const byName = new Map([...members].map(([path, bytes]) => [path.slice(path.lastIndexOf('/') + 1), bytes]));
  const lines = new TextDecoder().decode(byName.get(annotations)).split(/\r?\n/).slice(2);
  const count = { files: 0, right: 0, delimiter: 0, failed: 0 };
  const tally = { asked: 0, refused: 0, said: 0, silentlyWrong: 0 };
  const wrong: string[] = [];
  for (const line of lines) {
    const [file, , delimiterName, quoteName] = line.split('|');
    const bytes = byName.get(file);
    if (!bytes) continue;
    count.files++;
    const wanted = { delimiter: DELIMITERS[delimiterName], quote: QUOTES[quoteName] };
    try {
      const sample = await drawSample(bytesSource(bytes), await choose(bytes));
      const { delimiter, quote } = sniffDialect(sample.head, sample.whole, {});
      const isDelimiter = delimiter.trim() === wanted.delimiter || delimiter === wanted.delimiter;
      const isQuote = (quote === 'none' ? '"' : quote) === wanted.quote;
      if (isDelimiter) count.delimiter++;
      if (isDelimiter && isQuote) count.right++;
      else {
        const outcome = await outcomeOf(bytes);
        tally[outcome]++;
        wrong.push(
          `${file}: ${JSON.stringify(delimiter)} ${quote}, annotated ${JSON.stringify(wanted.delimiter)} ${wanted.quote}: ${outcome}`,
        );
      }
    } catch (error) {
      count.failed++;
      tally.refused++;
      wrong.push(`${file}: ${error instanceof Error ? error.message.slice(0, 100) : String(error)}`);
    }
  }
  const percent = (part: number): string => `${((100 * part) / count.files).toFixed(1)} %`;
  console.log(
    `${name}: ${count.files} files, delimiter and quote ${percent(count.right)}, delimiter ${percent(count.delimiter)}, failed ${percent(count.failed)}`,
  );
  const note = `delimiter and quote ${percent(count.right)}, failed ${percent(count.failed)}`;
  printSummary({ corpus: name, unit: 'dialects', total: count.files, right: count.right, unknown: 0, addsUp: 0, ...tally, note });
  if (process.argv.includes('names')) console.log(wrong.map((line) => `  ${line}`).join('\n'));
}

/** What the page says of a file whose marks were not found as annotated. */
async function outcomeOf(bytes: Uint8Array): Promise<'asked' | 'refused' | 'said' | 'silentlyWrong'> {
  try {
    const { encoding } = await choose(bytes);
    const { report } = await readIntoMemory(bytesSource(bytes), 'corpus.csv', { encoding });
    return saysSomething(report) ? 'said' : 'silentlyWrong';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return isQuestion(error.code) ? 'asked' : 'refused';
  }
}

const root = process.argv[2];
await measure('CSV Wrangling', join(root, 'csv_wrangling_curated.zip'), 'Manual_Dialect_Annotation.txt');
await measure('W3C-CSVW', join(root, 'w3c_csvw.zip'), 'W3C-CSVW-Dialect_annotations.txt');
