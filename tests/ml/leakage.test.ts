import { describe, expect, it } from 'vitest';
import { RandomState } from '../../src/core/rng.ts';
import { screenLeaks, type LeakReport, type ScreenedColumn } from '../../src/ml/leakage.ts';
import { isNamedAfter, tellingName } from '../../src/ml/leakage-names.ts';

/**
 * Made-up copies of columns that are known to leak, each made as strong as it was measured on the public data: the length of
 * a call 0.82, the tags of a lead 0.92, another model's output 1.00; honest facts beside them below 0.75.
 */
const N = 1500;
const random = new RandomState(21);
const y = Float64Array.from({ length: N }, () => Number(random.random() < 0.3));
const honest = (name: string, strength: number): ScreenedColumn => ({ name, values: y.map((yes) => yes * strength + random.normal()) });
/** AUC of a normal shift s is Φ(s / √2): 1.3 gives 0.82. */
const duration = y.map((yes) => Math.round(60 * Math.exp(1.3 * yes + random.normal())));
/** A level that nearly only buyers have, one that nearly only others have, and the rest. */
const tags = y.map((yes) => (random.random() < 0.75 ? (random.random() < 0.97 ? yes : 1 - yes) : 2 + random.integer(0, 3)));
const model = y.map((yes) => 1 / (1 + Math.exp(-8 * (yes - 0.5) - 0.5 * random.normal())));
const facts = [honest('age', 0.3), honest('TotalVisits', 0.6), honest('Marital_Status', 0.1), honest('Administrative_Duration', 0.4)];

const screen = (columns: ScreenedColumn[], target = 'Converted'): LeakReport => screenLeaks(columns, y, 'classification', target, 42);
const suspect = (report: LeakReport, name: string) => report.suspects.find((one) => one.name === name);

describe('leakage screen', () => {
  it('lets honest facts pass, and asks about the three strongest all the same', () => {
    const report = screen(facts);
    expect(report.suspects).toEqual([]);
    expect(report.askAbout).toEqual(['TotalVisits', 'Administrative_Duration', 'age']);
    expect(report.strength.get('TotalVisits')).toBeCloseTo(0.66, 1);
    expect(report.rowOrder).toBeUndefined();
  });

  it('the length of a call: not caught by its strength of 0.82, but by its name and by standing out', () => {
    const report = screen([...facts, { name: 'duration', values: duration }]);
    expect(report.strength.get('duration')).toBeGreaterThan(0.79);
    expect(report.strength.get('duration')).toBeLessThan(0.86);
    expect(suspect(report, 'duration')).toMatchObject({
      verdict: 'ask',
      reasons: [{ kind: 'name', speaksOf: 'afterwards', word: 'duration' }, { kind: 'stands-out' }],
    });
    expect(report.askAbout[0]).toBe('duration');
    // Under another name the numbers alone ask.
    expect(suspect(screen([...facts, { name: 'seconds', values: duration }]), 'seconds')?.reasons.map(({ kind }) => kind)).toEqual([
      'stands-out',
    ]);
  });

  it('tags set after the contact: by name and by standing out, whose levels are judged on other rows', () => {
    const report = screen([...facts, { name: 'Tags', values: tags, levels: 5 }]);
    expect(report.strength.get('Tags')).toBeGreaterThan(0.85);
    expect(suspect(report, 'Tags')).toMatchObject({ verdict: 'ask', reasons: [{ kind: 'name', word: 'tags' }, { kind: 'stands-out' }] });
  });

  it("another model's output is blocked: it separates, says so, and is named after the answer", () => {
    const name = 'Naive_Bayes_Classifier_Attrition_Flag_Card_Category_1';
    const report = screen([...facts, { name, values: model }], 'Attrition_Flag');
    expect(suspect(report, name)?.verdict).toBe('block');
    expect(suspect(report, name)?.reasons.map(({ kind }) => kind)).toEqual(['separates', 'name', 'named-after-answer', 'stands-out']);
    expect(report.askAbout).not.toContain(name);
    // By its numbers alone, and by its name alone.
    expect(suspect(screen([...facts, { name: 'x', values: model }]), 'x')?.verdict).toBe('block');
    expect(suspect(screen([...facts, { name, values: honest('', 0).values }]), name)?.verdict).toBe('block');
  });

  it('a column that separates without rising or falling is caught too', () => {
    const values = y.map((yes) => (yes ? 5 + random.random() : random.random() < 0.5 ? random.random() : 10 + random.random()));
    expect(suspect(screen([...facts, { name: 'code', values }]), 'code')?.verdict).toBe('block');
  });

  it('a column filled in (or left empty) for one answer only', () => {
    const filled = y.map((yes) => (yes && random.random() < 0.1 ? random.normal() : NaN));
    expect(suspect(screen([{ name: 'left on', values: filled }]), 'left on')).toMatchObject({
      verdict: 'block',
      reasons: [{ kind: 'present-in-one-class', class: 1 }],
    });
    const empty = y.map((yes) => (yes && random.random() < 0.1 ? NaN : random.normal()));
    expect(suspect(screen([{ name: 'note', values: empty }]), 'note')?.reasons).toMatchObject([{ kind: 'missing-in-one-class', class: 1 }]);
    // Eleven gaps among 70 % of the rows may be an accident.
    let gaps = 0;
    const few = y.map((yes) => (yes === 0 && gaps++ < 11 ? NaN : random.normal()));
    expect(screen([{ name: 'TotalCharges', values: few }]).suspects).toEqual([]);
  });

  it('numbers given out after the outcome, and a sorted file', () => {
    const order = Array.from(y.keys()).sort((a, b) => y[a] - y[b] || a - b);
    const ids = new Float64Array(N);
    order.forEach((row, place) => (ids[row] = 7000 + place * 3));
    const mixed = ids.map((id, i) => (i % 2 === 0 ? id : 20_000 + i));
    expect(suspect(screen([{ name: 'case', values: mixed }]), 'case')?.reasons.map(({ kind }) => kind)).toContain('id-tells');
    const sorted = Float64Array.from(y).sort();
    const report = screenLeaks([{ name: 'id', values: sorted.map((_, i) => i) }], sorted, 'classification', 'y', 1);
    expect(report.rowOrder).toBe(1);
    // A category of as many levels as rows tells nothing of the rows of another fold.
    const own = screen([{ name: 'name', values: y.map((_, i) => i), levels: N }]);
    expect(Math.abs(Number(own.strength.get('name')) - 0.5)).toBeLessThan(0.1);
    expect(own.suspects).toEqual([]);
  });

  it('amounts by R²', () => {
    const amount = y.map((yes) => 100 * yes + 20 * random.normal());
    const tax = amount.map((value) => value * 0.07 + 0.01 * random.normal());
    const report = screenLeaks([{ name: 'tax', values: tax }, ...facts], amount, 'regression', 'amount', 3);
    expect(suspect(report, 'tax')).toMatchObject({
      verdict: 'block',
      reasons: [{ kind: 'separates', measure: 'r2' }, { kind: 'stands-out' }],
    });
    expect(report.suspects).toHaveLength(1);
  });

  it('judges nothing by numbers with too few answers', () => {
    const few = y.map((_, i) => Number(i < 10));
    const report = screenLeaks([{ name: 'x', values: few.slice() }], few, 'classification', 'y', 1);
    expect(report.suspects).toEqual([]);
    expect(report.askAbout).toEqual([]);
  });
});

describe('telling names', () => {
  it.each([
    ['Churn Reason', 'outcome'],
    ['cancellation_date', 'outcome'],
    ['orderStatus', 'outcome'],
    ['是否流失', 'outcome'],
    ['订单状态', 'outcome'],
    ['处理结果', 'outcome'],
    ['Naive_Bayes_1', 'model-output'],
    ['churn_score', 'model-output'],
    ['流失概率', 'model-output'],
    ['call_duration', 'afterwards'],
    ['Duration (sec)', 'afterwards'],
    ['通话时长', 'afterwards'],
    ['Lead Quality', 'afterwards'],
    ['Last Notable Activity', 'afterwards'],
    ['客户标签', 'afterwards'],
  ])('%s speaks of %s', (name, kind) => {
    expect(tellingName(name)?.kind).toBe(kind);
  });

  it.each([
    'Administrative_Duration',
    'Marital_Status',
    '婚姻状态',
    'age',
    'Tenure',
    '年龄',
    'Contract',
    'PageValues',
    'Staging',
    'Credit Score',
  ])('%s speaks of nothing', (name) => {
    expect(tellingName(name)).toBeUndefined();
  });

  it('is part of another only as a whole', () => {
    expect(isNamedAfter('Churn_Reason', 'churn')).toBe(true);
    expect(isNamedAfter('churn', 'Churn')).toBe(false);
    expect(isNamedAfter('y_mean', 'y')).toBe(false);
    expect(isNamedAfter('是否购买金额', '购买')).toBe(true);
    expect(isNamedAfter('Purchases', 'Purchase')).toBe(false);
  });
});
