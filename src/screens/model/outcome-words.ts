/** Which words a question takes: people who did not come back, left, bought, or just "yes". */
import type { Question } from '../../core/recipe.ts';

export type OutcomeWords = 'return' | 'leave' | 'buy' | 'other';

export function outcomeWords(question: Question): OutcomeWords {
  switch (question.kind) {
    case 'will-not-return':
      return 'return';
    case 'yes-no':
      return question.meaning;
    case 'amount':
      return 'other';
  }
}
