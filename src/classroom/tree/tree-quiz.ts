/** Three questions; every answer, right or wrong, is explained. */
import type { MessageKey } from '../../i18n/translate.ts';

export interface QuizQuestion {
  ask: MessageKey;
  answers: { text: MessageKey; why: MessageKey; right: boolean }[];
}

export const TREE_QUIZ: readonly QuizQuestion[] = [
  {
    ask: 'classroom.q1',
    answers: [
      { text: 'classroom.q1a', why: 'classroom.q1aWhy', right: false },
      { text: 'classroom.q1b', why: 'classroom.q1bWhy', right: true },
      { text: 'classroom.q1c', why: 'classroom.q1cWhy', right: false },
    ],
  },
  {
    ask: 'classroom.q2',
    answers: [
      { text: 'classroom.q2a', why: 'classroom.q2aWhy', right: false },
      { text: 'classroom.q2b', why: 'classroom.q2bWhy', right: true },
      { text: 'classroom.q2c', why: 'classroom.q2cWhy', right: false },
    ],
  },
  {
    ask: 'classroom.q3',
    answers: [
      { text: 'classroom.q3a', why: 'classroom.q3aWhy', right: false },
      { text: 'classroom.q3b', why: 'classroom.q3bWhy', right: true },
      { text: 'classroom.q3c', why: 'classroom.q3cWhy', right: false },
    ],
  },
];
