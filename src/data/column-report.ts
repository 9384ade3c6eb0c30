/** What came of one column. */
import { isoDay } from '../core/civil-date.ts';
import type { ColumnReport, Epoch } from '../core/reading.ts';
import { BooleanBuilder } from './boolean-builder.ts';
import { serialSeconds } from './cell-serial.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { DateBuilder } from './date-builder.ts';
import type { ColumnPlan } from './infer-type.ts';
import { NumberBuilder } from './number-builder.ts';
import { TextBuilder } from './text-builder.ts';
import { textUse } from './text-use.ts';

export function columnReport(
  index: number,
  name: string,
  originalName: string,
  plan: ColumnPlan,
  builder: ColumnBuilder,
  sample: readonly string[],
): ColumnReport {
  const { valid, missing, odd, oddCells, firstRaw, firstRead } = builder;
  const distinct = builder.distinct.count;
  const reading = { ...plan.reading };
  if (builder instanceof TextBuilder && plan.chosen.type === undefined) {
    reading.type =
      reading.type === 'id' && plan.idByValues ? 'id' : textUse(name, sample, valid, distinct, builder.distinct.newShare(valid));
  }
  const report: ColumnReport = { index, name, originalName, reading, valid, missing, odd, oddCells, distinct, firstRaw, firstRead };
  const values = valuesOf(builder);
  if (values) report.values = values;
  const [lowest, highest] = [builder.lowest(), builder.highest()];
  if (lowest !== undefined) report.lowest = lowest;
  if (highest !== undefined) report.highest = highest;
  // Said also once the person has answered, so that the answer can be changed.
  const ambiguous = builder instanceof DateBuilder ? builder.ambiguousDate() : undefined;
  if (ambiguous) report.ambiguousDate = ambiguous;
  if (builder instanceof NumberBuilder) addNumberFacts(report, plan, builder);
  if (builder instanceof DateBuilder) addDateFacts(report, builder);
  if (plan.mixedUnits && !(builder instanceof DateBuilder)) report.mixedUnits = plan.mixedUnits;
  const meaning = builder instanceof TextBuilder ? builder.meaning?.report() : undefined;
  if (meaning) report.meaning = meaning;
  if (builder instanceof TextBuilder && builder.outerBlanks.cells > 0) report.outerBlanks = builder.outerBlanks;
  if (builder instanceof TextBuilder && builder.digitsLost > 0 && plan.longDigits) report.digitsLost = builder.digitsLost;
  return report;
}

function addNumberFacts(report: ColumnReport, plan: ColumnPlan, builder: NumberBuilder): void {
  if (plan.ambiguousNumber) report.ambiguousNumber = plan.ambiguousNumber;
  if (builder.valid > 0) report.whole = !builder.fractional;
  const { zeros, digits } = builder.lost;
  if (zeros + digits > 0) report.lostAsNumber = { zeros, digits };
}

function addDateFacts(report: ColumnReport, builder: DateBuilder): void {
  if (builder.zones.size > 0) report.zones = [...builder.zones];
  if (builder.grain) report.dateGrain = builder.grain;
  const { serial: raw } = builder;
  const { epoch } = builder.reading;
  if (raw === '' || !epoch) return;
  const spell = (of: Epoch): string | undefined => {
    const seconds = serialSeconds(raw, of);
    return seconds === undefined ? undefined : isoDay(Math.floor(seconds / 86_400));
  };
  report.serialDate = { raw, epoch, read: spell(epoch) ?? '' };
  const other = epoch === 'excel-1900' ? 'excel-1904' : epoch === 'excel-1904' ? 'excel-1900' : undefined;
  const otherRead = other && spell(other);
  if (otherRead !== undefined) report.serialDate.other = otherRead;
}

function valuesOf(builder: ColumnBuilder): ColumnReport['values'] {
  const counted =
    builder instanceof BooleanBuilder
      ? builder.spellings.map((value, i) => [value, builder.counts[i]] as const).filter(([, rows]) => rows > 0)
      : builder instanceof TextBuilder && builder.counts
        ? [...builder.counts]
        : undefined;
  return counted?.map(([value, rows]) => ({ value, rows })).sort((a, b) => b.rows - a.rows);
}
