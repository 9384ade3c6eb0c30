import { first } from './first.ts';
import { rest } from './rest.ts';

/** All texts in English: the other languages are typed by it. The page loads the two parts apart. */
export const en = { ...first, ...rest } as const;
