/** After a pass: does the whole column agree with what the sample promised? If not, how to read it instead. */
import { BooleanBuilder } from './boolean-builder.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { DateBuilder } from './date-builder.ts';
import { planColumn, TYPE_SHARE, type ColumnPlan, type FileHabits } from './infer-type.ts';
import { NumberBuilder } from './number-builder.ts';

/** A better plan, or undefined when the column may stay as it is. `last`: no more guesses, text reads everything. */
export function revisePlan(
  name: string,
  plan: ColumnPlan,
  builder: ColumnBuilder,
  sample: readonly string[],
  habits: FileHabits,
  last: boolean,
): ColumnPlan | undefined {
  if (plan.chosen.type !== undefined) return undefined;
  const asText: ColumnPlan = { ...plan, reading: { type: 'text', decimal: plan.reading.decimal, dateOrder: plan.reading.dateOrder } };
  if (builder instanceof DateBuilder) {
    const { dmy, mdy } = builder.proofs;
    const { dateOrder, type } = plan.reading;
    const other = dateOrder === 'dmy' ? mdy : dateOrder === 'mdy' ? dmy : 0;
    const own = dateOrder === 'dmy' ? dmy : dateOrder === 'mdy' ? mdy : 1;
    if (other > own && !last && plan.chosen.dateOrder === undefined)
      return { ...plan, reading: { ...plan.reading, dateOrder: dateOrder === 'dmy' ? 'mdy' : 'dmy' } };
    if (type === 'date' && builder.timed > 0) return { ...plan, reading: { ...plan.reading, type: 'datetime' } };
  }
  // Digits with leading zeros further down: the whole column is ids, none of it may lose its zeros.
  if (builder instanceof NumberBuilder && builder.idLike > 0 && !builder.fractional && plan.reading.unit === undefined) {
    return { ...asText, reading: { ...asText.reading, type: 'id' }, stripZero: false };
  }
  const share = builder instanceof BooleanBuilder ? 1 : TYPE_SHARE;
  const filled = builder.valid + builder.odd;
  if (builder.odd === 0 || builder.valid >= share * filled) return undefined;
  if (last) return asText;
  // The odd cells join the sample in proportion, so that they weigh there what they weigh in the column.
  const weight = Math.max(1, Math.round(((builder.odd / filled) * sample.length) / Math.max(1, builder.oddCells.length)));
  const odd = builder.oddCells.flatMap(({ raw }) => Array.from({ length: weight }, () => raw));
  const next = planColumn(name, [...sample, ...odd], habits, plan.chosen);
  const isSame =
    next.reading.type === plan.reading.type && next.reading.decimal === plan.reading.decimal && next.reading.unit === plan.reading.unit;
  return isSame ? asText : next;
}
