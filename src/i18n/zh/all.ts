import { first } from './first.ts';
import { rest } from './rest.ts';

/** All texts in Simplified Chinese; the page loads the two parts apart. */
export const zh = { ...first, ...rest } as const;
