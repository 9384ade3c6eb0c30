import common from './common.ts';
import shell from './shell.ts';
import today from './today.ts';
import customers from './customers.ts';
import data from './data.ts';
import model from './model.ts';
import playbook from './playbook.ts';
import results from './results.ts';
import classroom from './classroom.ts';
import privacy from './privacy.ts';
import errors from './errors.ts';
import facts from './facts.ts';
import charts from './charts.ts';

/** All texts in Simplified Chinese. One file per screen. */
export const zh = { common, shell, today, customers, data, model, playbook, results, classroom, privacy, errors, facts, charts } as const;
