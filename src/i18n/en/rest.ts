import customers from './customers.ts';
import explain from './explain.ts';
import columns from './columns.ts';
import data from './data.ts';
import reading from './reading.ts';
import model from './model.ts';
import results from './results.ts';
import classroom from './classroom.ts';
import privacy from './privacy.ts';
import charts from './charts.ts';
import formats from './formats.ts';
import recipe from './recipe.ts';
import samePerson from './same-person.ts';
import quality from './quality.ts';
import collect from './collect.ts';
import join from './join.ts';
import ask from './ask.ts';

/** English: what the other screens say. */
export const rest = {
  customers,
  explain,
  columns,
  data,
  reading,
  model,
  results,
  classroom,
  privacy,
  charts,
  formats,
  recipe,
  samePerson,
  quality,
  collect,
  join,
  ask,
} as const;
