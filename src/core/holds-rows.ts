/** Whether a kept model is made of rows of customers: whoever has it has some of the data. */
import type { AlgorithmId, StoredModel } from './model-card.ts';

/** Those whose `Algorithm.holdsRows` says so, for the page, which does not load the algorithms. */
const MADE_OF_ROWS: readonly AlgorithmId[] = ['nearest', 'svm'];

export function holdsRows({ card, encoder }: Pick<StoredModel, 'card' | 'encoder'>): boolean {
  // Gaps that are filled from the most alike rows need those rows.
  return MADE_OF_ROWS.includes(card.algorithm) || encoder.preparation?.nearest !== undefined;
}
