import { describe, expect, it } from 'vitest';
import { RandomState } from '../../src/core/rng.ts';
import { calibrated, calibrationBins, fitCalibrator, fitIsotonic, fitPlatt, isotonicAt } from '../../src/ml/calibrate.ts';
import { logLoss } from '../../src/ml/metrics.ts';
import { gainsCurve, topK } from '../../src/ml/top-k.ts';
import golden from '../reference/calibration.json';

const near = (ours: ArrayLike<number>, theirs: number[], tolerance: number) => {
  expect(ours.length).toBe(theirs.length);
  theirs.forEach((value, i) => expect(Math.abs(ours[i] - value)).toBeLessThan(tolerance));
};

describe('isotonic regression', () => {
  it('finds scikit-learn’s steps and reads between them', () => {
    const fitted = fitIsotonic(golden.score, golden.y);
    near(fitted.x, golden.iso_x, 1e-12);
    near(fitted.y, golden.iso_y, 1e-12);
    near(golden.iso_at.x.map((score) => isotonicAt(fitted, score)), golden.iso_at.y, 1e-12); // prettier-ignore
  });

  it('pools equal scores and weighs rows', () => {
    const { x, y, w, fit } = golden.iso_small;
    const fitted = fitIsotonic(x, y, w);
    near(x.map((score) => isotonicAt(fitted, score)), fit, 1e-12); // prettier-ignore
  });
});

describe('Platt’s sigmoid', () => {
  const { a, b } = fitPlatt(Float64Array.from(golden.score), golden.y);

  it('agrees with scikit-learn’s as far as that has converged (2e-6)', () => {
    near([a, b], [golden.platt.a, golden.platt.b], 1e-5);
    near([-2, 0, 0.5, 3].map((score) => 1 / (1 + Math.exp(a * score + b))), golden.platt.at, 2e-6); // prettier-ignore
  });

  it('is the optimum: the gradient of its loss is 0', () => {
    const yes = golden.y.reduce((sum, value) => sum + value, 0);
    const [high, low] = [(yes + 1) / (yes + 2), 1 / (golden.y.length - yes + 2)];
    const pulls = golden.score.map((score, i) => (golden.y[i] === 1 ? high : low) - 1 / (1 + Math.exp(a * score + b)));
    expect(pulls.reduce((sum, pull) => sum + pull, 0)).toBeCloseTo(0, 8);
    expect(pulls.reduce((sum, pull, i) => sum + pull * golden.score[i], 0)).toBeCloseTo(0, 8);
  });
});

describe('a calibrator', () => {
  const random = new RandomState(2);
  const truth = Float64Array.from({ length: 4000 }, () => random.random());
  const y = truth.map((p) => Number(random.random() < p));
  /** Overconfident: the log-odds doubled. */
  const boasting = truth.map((p) => p ** 2 / (p ** 2 + (1 - p) ** 2));

  it('takes overconfidence back', () => {
    for (const kind of ['platt', 'isotonic'] as const) {
      const corrected = calibrated(fitCalibrator(kind, boasting, y), boasting);
      expect(logLoss(y, corrected)).toBeLessThan(logLoss(y, boasting) - 0.05);
      corrected.forEach((p, i) => expect(Math.abs(p - truth[i])).toBeLessThan(0.12));
    }
  });

  it('never changes an order strictly', () => {
    for (const kind of ['platt', 'isotonic'] as const) {
      const rising = calibrated(
        fitCalibrator(kind, boasting, y),
        Float64Array.from({ length: 101 }, (_, i) => i / 100),
      );
      for (let i = 1; i < rising.length; i++) expect(rising[i]).toBeGreaterThanOrEqual(rising[i - 1]);
    }
  });

  it('that is absent changes nothing', () => {
    expect(calibrated(undefined, boasting)).toBe(boasting);
  });
});

describe('calibration bins', () => {
  it('hold equally many rows in order of chance, with the Wilson interval', () => {
    const chance = Float64Array.of(0.9, 0.1, 0.5, 0.2, 0.8, 0.6, 0.3, 0.4, 0.7, 0.05);
    const bins = calibrationBins([1, 0, 1, 0, 1, 0, 0, 0, 1, 0], chance);
    expect(bins.map(({ rows }) => rows)).toEqual([2, 2, 2, 2, 2]);
    expect(bins[4].predicted).toBeCloseTo(0.85, 12);
    // Wilson 95 % for 2 of 2: [0.3424, 1]
    expect(bins[4].observed.value).toBe(1);
    expect(bins[4].observed.low).toBeCloseTo(0.3424, 4);
  });

  it('keep equal chances together', () => {
    const bins = calibrationBins([0, 1, 0, 1, 1, 1], Float64Array.of(0.2, 0.2, 0.2, 0.2, 0.9, 0.9));
    expect(bins).toMatchObject([
      { predicted: 0.2, rows: 4, observed: { value: 0.5 } },
      { predicted: 0.9, rows: 2, observed: { value: 1 } },
    ]);
  });

  it('are none for no rows', () => {
    expect(calibrationBins([], new Float64Array(0))).toEqual([]);
  });
});

describe('the first k', () => {
  const y = [1, 0, 1, 0, 0, 1];

  it('hold what the ranking found, the rule found and luck would find', () => {
    expect(topK(y, [6, 5, 4, 3, 2, 1], [1, 2, 3, 4, 5, 6], 3)).toEqual({ k: 3, positives: 3, model: 2, rule: 1, luck: 1.5 });
  });

  it('draw lots among equal scores', () => {
    expect(topK(y, [9, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0], 2)).toMatchObject({ model: 1 + 2 / 5, rule: 1 });
  });

  it('rise from none to all along the curve', () => {
    expect(gainsCurve(y, [6, 5, 4, 3, 2, 1], [1, 2, 3, 4, 5, 6], 4)).toEqual([
      { contacted: 0, model: 0, rule: 0 },
      { contacted: 2, model: 1, rule: 1 },
      { contacted: 4, model: 2, rule: 2 },
      { contacted: 6, model: 3, rule: 3 },
    ]);
    const curve = gainsCurve(Array.from({ length: 1000 }, (_, i) => i % 2), new Float64Array(1000), new Float64Array(1000)); // prettier-ignore
    expect(curve).toHaveLength(101);
    expect(curve[50]).toEqual({ contacted: 500, model: 250, rule: 250 });
  });
});
