/** What the lab prints for people. */
import type { ParameterSpec } from '../../src/ml/contract.ts';
import { ALGORITHMS } from '../../src/ml/registry.ts';
import type { LabRun } from './fit-lab.ts';
import type { FlatMetrics } from './lab-metrics.ts';

const MOST_LINES = 10;

export function labPage({ result, features, dropped }: LabRun): string {
  const shown = result.predictions.slice(0, MOST_LINES);
  return [
    `${result.algorithm} ${JSON.stringify(result.params)}`,
    `${result.rows.train} rows to learn from, ${result.rows.test} to test on, ${dropped} left out for a missing value`,
    `features: ${features.join(', ')}`,
    '',
    'learned',
    ...learnedLines(result.parameters),
    '',
    'on the test rows            model         baseline',
    ...Object.keys(result.metrics).map((name) => metricLine(name, result.metrics, result.baseline)),
    '',
    'predictions (row of the file, from 0)',
    ...shown.map(
      ({ row, prediction, chance }) =>
        `  ${String(row).padStart(6)}  ${prediction}${chance === undefined ? '' : `  chance ${short(chance)}`}`,
    ),
    ...(result.predictions.length > shown.length ? [`  ... ${result.predictions.length - shown.length} more (--json has all)`] : []),
  ].join('\n');
}

export function algorithmsPage(): string {
  return Object.values(ALGORITHMS)
    .map(({ id, tasks, parameters, defaults }) => {
      const values = new Map<string, unknown>(Object.entries(defaults));
      const lines = parameters.map(
        (spec) => `  ${spec.name} = ${JSON.stringify(values.get(spec.name))}  ${allowed(spec)}\n      ${spec.about}`,
      );
      return [`${id}  (${tasks.join(', ')})`, ...lines].join('\n');
    })
    .join('\n\n');
}

function allowed({ kind, range, choices, nullable }: ParameterSpec): string {
  const parts = [
    ...(range ? [`${kind} ${range[0]} to ${range[1]}`] : choices ? [] : [kind]),
    ...(choices ?? []),
    ...(nullable ? ['null'] : []),
  ];
  return `[${parts.join(' | ')}]`;
}

function learnedLines(parameters: Record<string, unknown>): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    // The rules say it in words.
    if (name === 'tree') return [];
    if (!Array.isArray(value) || value.every((item) => typeof item === 'number')) return [`  ${name}: ${plain(value)}`];
    const lines = value.slice(0, 4 * MOST_LINES).map((item) => `    ${plain(item)}`);
    return [`  ${name}:`, ...lines, ...(value.length > lines.length ? [`    ... ${value.length - lines.length} more`] : [])];
  });
}

function plain(value: unknown): string {
  if (typeof value === 'number') return short(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(plain).join(', ');
  return Object.entries(value)
    .map(([name, item]) => `${name} ${plain(item)}`)
    .join(', ');
}

function metricLine(name: string, model: FlatMetrics, baseline: FlatMetrics): string {
  const show = (value: FlatMetrics[string]) =>
    typeof value === 'number' ? short(value) : value === null ? 'undefined' : JSON.stringify(value);
  return `  ${name.padEnd(20)}${show(model[name]).padStart(16)} ${show(baseline[name]).padStart(16)}`;
}

function short(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
