import common from './common.ts';
import shell from './shell.ts';
import today from './today.ts';
import playbook from './playbook.ts';
import errors from './errors.ts';
import facts from './facts.ts';

/** Simplified Chinese: what the first screen says (the rules' words stand in its reasons). */
export const first = { common, shell, today, playbook, errors, facts } as const;
