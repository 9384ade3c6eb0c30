import { describe, expect, it } from 'vitest';
import { holdsRows } from '../../src/core/holds-rows.ts';
import type { Encoder } from '../../src/core/features.ts';
import type { ModelCard } from '../../src/core/model-card.ts';
import { matrix } from '../../src/core/matrix.ts';
import { ALGORITHMS } from '../../src/ml/registry.ts';

const encoder: Encoder = { features: [], fill: new Float64Array(), centre: new Float64Array(), scale: new Float64Array() };
const none = new Float64Array();

describe('a kept model holds rows', () => {
  it('where its algorithm says so, and nowhere else', () => {
    for (const { id, holdsRows: says = false } of Object.values(ALGORITHMS)) {
      const card = { algorithm: id } as ModelCard;
      expect([id, holdsRows({ card, encoder })]).toEqual([id, says]);
    }
  });

  it('where gaps are filled from near rows, whatever the algorithm', () => {
    const nearest = { features: [], k: 5, inputs: [], centre: none, scale: none, donors: matrix(1, 1) };
    const filled = { ...encoder, preparation: { fences: [], groups: [], nearest } };
    expect(holdsRows({ card: { algorithm: 'logistic' } as ModelCard, encoder: filled })).toBe(true);
  });
});
