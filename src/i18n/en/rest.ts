import customers from './customers.ts';
import data from './data.ts';
import model from './model.ts';
import results from './results.ts';
import classroom from './classroom.ts';
import privacy from './privacy.ts';
import charts from './charts.ts';
import quality from './quality.ts';
import collect from './collect.ts';
import join from './join.ts';

/** English: what the other screens say. */
export const rest = { customers, data, model, results, classroom, privacy, charts, quality, collect, join } as const;
