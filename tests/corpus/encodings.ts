/**
 * `tsx tests/corpus/encodings.ts FOLDER [names]`: the encoding of every text of chardet's test corpus
 * (`encodings/chardet_tests.zip`, named by encoding) and of the data set's own CSV files, found without being told.
 *
 * right: decoded as found, the text is the same as decoded as named. asked: the person is shown lines and chooses, or the
 * file is refused by name. wrong: another text without a question, or a text whose named encoding `TextDecoder` lacks.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AppError } from '../../src/core/errors.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { sniffEncoding, surveyEncoding } from '../../src/data/encoding.ts';
import { checkFileKind } from '../../src/data/file-kind.ts';
import { openArchive } from './archive.ts';
import { printSummary } from './summary.ts';

/** Where the folder's name is not what `TextDecoder` calls it. */
const LABELS: Record<string, string> = {
  CP932: 'shift_jis',
  CP949: 'euc-kr',
  GB2312: 'gb18030',
  MacCyrillic: 'x-mac-cyrillic',
  MacRoman: 'macintosh',
  'TIS-620': 'windows-874',
  ascii: 'windows-1252',
  'utf-8-sig': 'utf-8',
  'UTF-16': 'utf-16',
  'UTF-16BE': 'utf-16be',
  'UTF-16LE': 'utf-16le',
};

function decoded(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return undefined;
  }
}

async function detect(bytes: Uint8Array): Promise<{ encoding?: string; asked: string }> {
  try {
    const head = bytes.subarray(0, 1 << 16);
    const sniffed = sniffEncoding(head, undefined);
    checkFileKind(head, sniffed?.encoding === 'utf-16le' || sniffed?.encoding === 'utf-16be');
    const clean = sniffed?.provisional ? undefined : sniffed;
    return { encoding: (clean ?? (await surveyEncoding(bytesSource(bytes)))).encoding, asked: '' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { asked: `${error.code} ${error.params.choices ?? error.params.text ?? ''}` };
  }
}

const table = new Map<string, { right: number; asked: number; wrong: number }>();

async function judge(group: string, name: string, bytes: Uint8Array, label: string): Promise<void> {
  const { encoding, asked } = await detect(bytes);
  const wanted = decoded(bytes, label);
  // The corpus is cut at 60 kB, in the middle of a character.
  const same = encoding !== undefined && wanted !== undefined && decoded(bytes, encoding)?.slice(0, -2) === wanted.slice(0, -2);
  const outcome = encoding === undefined ? 'asked' : same ? 'right' : 'wrong';
  const counts = table.get(group) ?? { right: 0, asked: 0, wrong: 0 };
  counts[outcome]++;
  table.set(group, counts);
  if (outcome !== 'right' && process.argv.includes('names')) console.log(`  ${outcome} ${group}/${name} ${encoding ?? asked}`);
}

const root = process.argv[2];
for (const [path, bytes] of openArchive(join(root, 'encodings/chardet_tests.zip'))) {
  const [, folder, name] = path.split('/');
  const base = folder.replace(
    /-(?:bulgarian|russian|croatian|czech|hungarian|polish|slovak|slovene|romanian|greek|turkish|hebrew|arabic)$/,
    '',
  );
  // The label utf-16 means little-endian, whatever the byte order mark says.
  await judge(folder, name, bytes, name.includes('utf-16-be') ? 'utf-16be' : (LABELS[base] ?? base));
}
for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
  if (!/\.csv(?:\.gz)?$/.test(path)) continue;
  const raw = readFileSync(join(root, path));
  const bytes = path.endsWith('.gz') ? gunzipSync(raw) : raw;
  await judge('own files', path, bytes, path.includes('gbk') ? 'gb18030' : 'utf-8');
}
const total = { right: 0, asked: 0, wrong: 0 };
for (const [group, { right, asked, wrong }] of table) {
  console.log(`${group.padEnd(26)} right ${right}, asked ${asked}, wrong ${wrong}`);
  total.right += right;
  total.asked += asked;
  total.wrong += wrong;
}
console.log(`encodings: right ${total.right}, asked ${total.asked}, wrong ${total.wrong}`);
printSummary({
  corpus: 'chardet and own files',
  unit: 'encodings',
  total: total.right + total.asked + total.wrong,
  right: total.right,
  asked: total.asked,
  refused: 0,
  said: 0,
  silentlyWrong: total.wrong,
  unknown: 0,
  addsUp: 0,
  note: '',
});
