/** Writes the sample files beside itself: `npx tsx sample-data/generate.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cardText, makeSampleFiles } from './make-sample-files.ts';

for (const file of makeSampleFiles()) {
  writeFileSync(join(import.meta.dirname, `${file.name}.csv`), file.bytes);
  writeFileSync(join(import.meta.dirname, `${file.name}.json`), cardText(file));
  console.log(`${file.name}.csv ${file.bytes.length} bytes, ${file.card.rows} rows`);
}
