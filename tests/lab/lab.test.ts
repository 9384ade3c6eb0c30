import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../../src/ml/registry.ts';
import reference from '../reference/article-script.json';
import { fitLab, type LabOptions } from './fit-lab.ts';
import { algorithmsPage, labPage } from './lab-page.ts';

const plain = { split: 'none', standardise: 'none', missing: 'drop' } as const;
const folder = mkdtempSync(join(tmpdir(), 'lab-'));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

describe('the script of the article on customer_data.csv (oracle: scikit-learn 1.2.1 through pandas)', () => {
  const options: LabOptions = {
    data: join(import.meta.dirname, '../../sample-data/customer_data.csv'),
    target: 'purchased',
    algorithm: 'tree',
    params: { random_state: 0 },
    split: 'sklearn:0.2:42',
    standardise: 'all',
    missing: 'drop',
  };

  it('gives the same rows, tree, predictions and scores', async () => {
    const { result, dropped } = await fitLab(options);
    expect(dropped).toBe(reference.rows.read - reference.rows.kept);
    expect(result.rows).toEqual({ train: reference.rows.train, test: reference.rows.test });
    expect(result.testRows).toEqual(reference.test_rows);
    expect(result.predictions.map(({ row }) => row)).toEqual(reference.test_rows);
    expect(result.predictions.map(({ prediction }) => prediction)).toEqual(reference.predictions);
    expect(result.predictions.map(({ chance }) => chance)).toEqual(reference.chances);
    expect(result.metrics.accuracy).toBe(reference.accuracy);
    expect(result.metrics.precision).toBe(reference.precision);
    expect(result.metrics.recall).toBe(reference.recall);
    expect(result.metrics.f1).toBeCloseTo(reference.f1, 15);
    expect(result.metrics.confusion).toEqual(reference.confusion);
    const tree = result.parameters.tree as typeof reference.tree;
    expect(tree.children_left).toEqual(reference.tree.children_left);
    expect(tree.children_right).toEqual(reference.tree.children_right);
    expect(tree.feature).toEqual(reference.tree.feature);
    expect(tree.threshold).toEqual(reference.tree.threshold);
  });

  it('scales as StandardScaler, to 5e-14', async () => {
    const { result } = await fitLab(options);
    const scaler = result.parameters.standardised as { mean: number[]; scale: number[] };
    scaler.mean.forEach((value, j) => expect(value).toBeCloseTo(reference.scaler.mean[j], 13));
    scaler.scale.forEach((value, j) => expect(value).toBeCloseTo(reference.scaler.scale[j], 13));
  });

  it('is shown on a page', async () => {
    const page = labPage(await fitLab(options));
    expect(page).toContain(`${reference.rows.train} rows to learn from, ${reference.rows.test} to test on, 6 left out for a missing value`);
    expect(page).toContain('accuracy');
  });
});

describe('small files', () => {
  const article = 'age,frequency,amount,bought\n25,3,200,yes\n30,5,300,yes\n35,7,400,no\n40,8,500,yes\n';

  it('the rows of the article give -300 + 20 age', async () => {
    const { result } = await fitLab({
      ...plain,
      data: file('a.csv', article),
      target: 'amount',
      algorithm: 'linear',
      features: ['age', 'frequency'],
    });
    const { intercept, coefficients } = result.parameters as { intercept: number; coefficients: Record<string, number> };
    expect(intercept).toBeCloseTo(-300, 9);
    expect(coefficients.age).toBeCloseTo(20, 10);
    expect(coefficients.frequency).toBeCloseTo(0, 10);
    expect(result.baseline.mse).toBe(12500);
    expect(result.metrics.mse).toBeCloseTo(0, 12);
  });

  it('also when gzipped, and as yes/no: P(yes) .8985 .8130 .6812 .6073', async () => {
    const { result } = await fitLab({
      ...plain,
      data: file('a.csv.gz', article),
      target: 'bought',
      algorithm: 'logistic',
      features: ['age', 'frequency'],
    });
    const chances = result.predictions.map(({ chance }) => chance ?? NaN);
    [0.8985, 0.813, 0.6812, 0.6073].forEach((expected, i) => expect(chances[i]).toBeCloseTo(expected, 4));
    expect(result.baseline.accuracy).toBe(0.75);
  });

  const shops = [
    'city,size,kind',
    ...Array.from({ length: 30 }, (_, i) => `${['Rome', 'Bath', ''][i % 3]},${i % 7 === 3 ? '' : i},${['b', 'a', 'c'][i % 3]}`),
    '',
  ].join('\n');

  it('categories become one column per level in sorted order; blanks drop their rows or are filled', async () => {
    const data = file('shops.csv', shops);
    const dropping = await fitLab({ ...plain, data, target: 'kind', algorithm: 'tree' });
    expect(dropping.features).toEqual(['city=Bath', 'city=Rome', 'size']);
    expect(dropping.dropped + dropping.result.rows.train).toBe(30);
    const filling = await fitLab({ ...plain, data, target: 'kind', algorithm: 'tree', missing: 'median' });
    expect(filling.dropped).toBe(0);
    expect(filling.result.parameters.classes).toEqual(['a', 'b', 'c']);
    // Rows 10 and 17 become equal (Bath, the median size) and are of two kinds: one of them has to be wrong.
    expect(filling.result.metrics.accuracy).toBeCloseTo(29 / 30, 15);
  });

  it('three classes for logistic regression, too; the rule picks its column', async () => {
    const data = file('cities.csv', shops.replaceAll('\n,', '\nOslo,'));
    const { result } = await fitLab({ ...plain, data, target: 'kind', algorithm: 'logistic', missing: 'mean', standardise: 'train' });
    expect(result.metrics.accuracy).toBe(1);
    expect(result.metrics.auc).toBeNull();
    const ruled = await fitLab({ ...plain, data, target: 'size', algorithm: 'rule', missing: 'mean', params: { feature: 'kind=c' } });
    expect(ruled.result.parameters.feature).toBe('kind=c');
  });

  it('holes are kept for boosting, which learns from them, and for nobody else; forests tell three classes apart, too', async () => {
    const options = { ...plain, data: file('holes.csv', shops), target: 'kind', missing: 'keep' as const };
    const kept = await fitLab({ ...options, algorithm: 'boosting', params: { min_samples_leaf: 3, max_iter: 30 } });
    expect([kept.dropped, kept.result.rows.train]).toEqual([0, 30]);
    expect(kept.result.metrics.accuracy).toBe(1);
    await expect(fitLab({ ...options, algorithm: 'forest' })).rejects.toThrow('not-finite');
    const voted = await fitLab({ ...options, algorithm: 'forest', missing: 'median' });
    expect(voted.result.metrics.accuracy).toBeGreaterThan(0.9);
  });

  it('what cannot be done is named', async () => {
    const data = file('a.csv', article);
    await expect(fitLab({ ...plain, data, target: 'sales', algorithm: 'linear' })).rejects.toThrow('column-missing');
    await expect(fitLab({ ...plain, data, target: 'amount', algorithm: 'magic' })).rejects.toThrow('bad-parameter');
    await expect(fitLab({ ...plain, data, target: 'amount', algorithm: 'linear', params: { depth: 3 } })).rejects.toThrow('bad-parameter');
    await expect(fitLab({ ...plain, data, target: 'amount', algorithm: 'linear', split: 'half' })).rejects.toThrow('bad-parameter');
  });
});

it('the list names every algorithm with its parameters', () => {
  const page = algorithmsPage();
  const words = ['alpha', 'max_iter', 'max_depth', 'n_estimators', 'gamma', 'units_1'];
  for (const word of [...Object.keys(ALGORITHMS), ...words]) expect(page).toContain(word);
});
