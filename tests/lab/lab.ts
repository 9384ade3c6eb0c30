/**
 * The lab: the product's reading and its algorithms from a command line, for checking against other software.
 *
 *   npx tsx tests/lab/lab.ts fit --data FILE --target COLUMN --algorithm ID [options]
 *   npx tsx tests/lab/lab.ts read --data FILE [--sheet NAME] [--out FILE.csv] [--json]
 *   npx tsx tests/lab/lab.ts dedupe --data FILE [--with FILE] [--out FILE]
 *   npx tsx tests/lab/lab.ts groups --data FILE [--features a,b] [--k N]
 *   npx tsx tests/lab/lab.ts list
 *   npx tsx tests/lab/lab.ts clean --data FILE --recipe R.json --out OUT.csv
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { toAppError } from '../../src/core/errors.ts';
import words from '../../src/i18n/en/errors.ts';
import { ALGORITHMS } from '../../src/ml/registry.ts';
import { autoLab } from './auto-lab.ts';
import { cleanLab, cleanPage } from './clean-lab.ts';
import { printDedupe, type DedupeOptions } from './dedupe-lab.ts';
import { crossValidateLab, isFolds } from './cv-lab.ts';
import { fitLab, type LabOptions } from './fit-lab.ts';
import { groupsLab, groupsPage } from './groups-lab.ts';
import { algorithmsPage, labPage } from './lab-page.ts';
import { canonicalOf, readingPage, readLab } from './read-lab.ts';

/** They weigh columns by their spread. */
const NEED_SCALE = ['neural', 'svm', 'linear-svm', 'mlp', 'nearest'];

const USAGE = `lab fit --data FILE --target COLUMN --algorithm ${Object.keys(ALGORITHMS).join('|')}|auto
                              auto: the product's own choice in every fold (split cv:...), printed as JSON
  --features a,b              columns to learn from (default: all but the target, ids and free text)
  --params '{"max_depth":3}'  parameters of the algorithm (lab list shows them)
  --split sklearn:0.2:42      as train_test_split(test_size=0.2, random_state=42); stratified:0.2:42; none (default);
                              folds, printed as JSON: cv:stratified:5:42, cv:kfold:5:42, cv:group:COLUMN:5 (rows of one
                              value stay together), cv:time:COLUMN:5 (later rows tested after learning from earlier ones)
  --standardise train         all = before the split (leaks), train = on training rows; default none (${NEED_SCALE.join(', ')}: train)
  --missing drop              or mean, median, mode: fill instead of leaving rows out; keep: for algorithms that learn from holes
  --json                      everything, as JSON
lab read --data FILE            how a file of any format is read
  --sheet NAME                which table of it (default: the one with most in it)
  --out FILE.csv              writes the table as read: ISO days, plain numbers
  --json                      everything about the reading, as JSON
lab clean --data FILE --recipe R.json --out OUT.csv
                              the steps of a saved recipe; gaps that only training fills stay empty
lab dedupe --data FILE        who is twice in a table: pairs of data rows (from 1) with weight (bits) and probability
  --with FILE                 or who is who in a second table without repeats
  --out PAIRS.csv             the pairs as a file
  --json                      everything, as JSON
lab groups --data FILE        are there groups among the rows, and what are they like; standardised number columns
  --features a,b              of these columns (default: all of numbers)
  --k 4                       so many, without asking whether they are there
  --method kmeans             or mixture
  --seed 42                   of all chance
  --json                      everything with the group of each row, as JSON
lab list                      algorithms and their parameters`;

function optionsOf(args: string[]): LabOptions & { json: boolean } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      data: text,
      target: text,
      algorithm: text,
      features: text,
      params: text,
      split: text,
      standardise: text,
      missing: text,
      json: { type: 'boolean' },
    },
  });
  const { data, target, algorithm } = values;
  if (data === undefined || target === undefined || algorithm === undefined)
    throw new Error(`--data, --target and --algorithm are needed\n\n${USAGE}`);
  return {
    data,
    target,
    algorithm,
    features: values.features?.split(',').map((name) => name.trim()),
    params: paramsOf(values.params),
    split: values.split ?? 'none',
    standardise: oneOf('standardise', values.standardise ?? (NEED_SCALE.includes(algorithm) ? 'train' : 'none'), [
      'all',
      'train',
      'none',
    ] as const),
    missing: oneOf('missing', values.missing ?? 'drop', ['drop', 'mean', 'median', 'mode', 'keep'] as const),
    json: values.json ?? false,
  };
}

function cleanOptions(args: string[]): { data: string; recipe: string; out: string } {
  const text = { type: 'string' } as const;
  const { data, recipe, out } = parseArgs({ args, options: { data: text, recipe: text, out: text } }).values;
  if (data === undefined || recipe === undefined || out === undefined) throw new Error(`--data, --recipe and --out are needed\n\n${USAGE}`);
  return { data, recipe, out };
}

function dedupeOptions(args: string[]): DedupeOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { data: text, with: text, out: text, json: { type: 'boolean' } } });
  if (values.data === undefined) throw new Error(`--data is needed\n\n${USAGE}`);
  return { ...values, data: values.data, json: values.json ?? false };
}

async function groupsCommand(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { data: text, features: text, k: text, method: text, seed: text, json: { type: 'boolean' } } as const;
  const { data, features, k, method, seed, json } = parseArgs({ args, options }).values;
  if (data === undefined) throw new Error(`--data is needed\n\n${USAGE}`);
  const result = await groupsLab({
    data,
    features: features?.split(',').map((name) => name.trim()),
    method: oneOf('method', method ?? 'kmeans', ['kmeans', 'mixture'] as const),
    ...(k !== undefined && { k: Number(k) }),
    seed: Number(seed ?? 42),
  });
  console.log(json ? JSON.stringify(result) : groupsPage(result));
}

function paramsOf(text: string | undefined): Record<string, unknown> {
  const parsed: unknown = JSON.parse(text ?? '{}');
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('--params is not a JSON object');
  return Object.fromEntries(Object.entries(parsed));
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((choice) => choice === value);
  if (found === undefined) throw new Error(`--${name} is ${allowed.join(', ')}, not ${value}`);
  return found;
}

/** An error of ours in its words, with its facts; any other as it is. */
function inWords(thrown: unknown): string {
  const { code, params } = toAppError(thrown);
  if (code === 'internal') return thrown instanceof Error ? thrown.message : String(thrown);
  const facts = Object.entries(params).map(([name, value]) => `${name} ${value}`);
  return [`${code}: ${words[code]} ${words[`${code}-do`]}`, ...(facts.length > 0 ? [`(${facts.join('; ')})`] : [])].join('\n');
}

async function readCommand(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { data: text, sheet: text, out: text, json: { type: 'boolean' } } });
  const { data, sheet, out, json } = values;
  if (data === undefined) throw new Error(`--data is needed\n\n${USAGE}`);
  const { reading, table } = await readLab(data, { sheet });
  if (out !== undefined) await writeFile(out, canonicalOf(table));
  console.log(json ? JSON.stringify(reading) : readingPage(reading));
}

async function main([command, ...args]: string[]): Promise<void> {
  if (command === 'list') return console.log(algorithmsPage());
  if (command === 'read') return readCommand(args);
  if (command === 'clean') return console.log(cleanPage(await cleanLab(cleanOptions(args))));
  if (command === 'dedupe') return printDedupe(dedupeOptions(args));
  if (command === 'groups') return groupsCommand(args);
  if (command !== 'fit') throw new Error(USAGE);
  const { json, ...options } = optionsOf(args);
  if (options.algorithm === 'auto') return console.log(JSON.stringify(await autoLab(options)));
  if (isFolds(options.split)) return console.log(JSON.stringify(await crossValidateLab(options)));
  const run = await fitLab(options);
  if (!json) return console.log(labPage(run));
  if (run.dropped > 0) console.error(`${run.dropped} rows left out for a missing value`);
  console.log(JSON.stringify(run.result));
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(inWords(thrown));
  process.exitCode = 1;
});
