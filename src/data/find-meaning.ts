/** What the cells of a text column are about: the meaning whose detector finds nearly all of a sample, with the evidence. */
import type { CellMeaning } from '../core/reading.ts';
import { halfWidth } from './cell-number.ts';
import { address } from './meaning/address.ts';
import { MAX_CHARS, type MeaningDetector } from './meaning/detector.ts';
import { email } from './meaning/email.ts';
import { personName } from './meaning/person-name.ts';
import { phone } from './meaning/phone.ts';
import { postcode } from './meaning/postcode.ts';
import { residentId } from './meaning/resident-id.ts';
import { timeOfDay } from './meaning/time-of-day.ts';
import { url } from './meaning/url.ts';

/** The only list. Earlier ones win where two fit alike. */
const DETECTORS: readonly MeaningDetector[] = [residentId, email, url, phone, timeOfDay, postcode, address, personName];

/** Different cells that are looked at; a column of three values is known by three. */
const MOST_LOOKED = 200;
/** Share of them that must fit: without the name's word, and with it. */
const SHARE = { unnamed: 0.9, named: 0.6 };
/** Names are short words like many others: one value is no evidence. */
const FEWEST_NAMES = 5;
const SHORT = /^[\x21-\x7e]{0,4}$/;

export interface Meaning {
  kind: CellMeaning;
  named: boolean;
  score: number;
}

/** Whether one cell fits a meaning; cells of any length are answered at once. */
export function fitsMeaning(kind: CellMeaning, named: boolean, cell: string): boolean {
  const detector = DETECTORS.find((known) => known.kind === kind);
  if (!detector || cell.length > 2 * MAX_CHARS) return false;
  const trimmed = cell.trim();
  return trimmed.length <= MAX_CHARS && detector.fits(halfWidth(trimmed), named);
}

/** Score of a meaning: what it is worth, by the share of hits. */
export function meaningScore(kind: CellMeaning, named: boolean, hits: number, looked: number): number {
  const detector = DETECTORS.find((known) => known.kind === kind);
  const worth = detector ? detector.worth[named ? 'named' : 'unnamed'] : 0;
  return looked === 0 ? 0 : Math.round((100 * worth * hits) / looked) / 100;
}

/**
 * The likeliest meaning of a column, or undefined.
 *
 * @param values filled cells of a sample, trimmed
 */
export function findMeaning(name: string, values: readonly string[]): Meaning | undefined {
  const looked = [...new Set(values)].slice(0, MOST_LOOKED).map((cell) => (cell.length > MAX_CHARS ? '' : halfWidth(cell)));
  if (looked.length === 0) return undefined;
  let best: Meaning | undefined;
  for (const detector of DETECTORS) {
    const named = detector.named.test(name.trim());
    // Short numbers and codes are none of these unless their name says so.
    if (!named && looked.every((cell) => SHORT.test(cell))) continue;
    if (detector.kind === 'person-name' && !named && looked.length < FEWEST_NAMES) continue;
    const hits = looked.filter((cell) => cell !== '' && detector.fits(cell, named)).length;
    if (hits < SHARE[named ? 'named' : 'unnamed'] * looked.length) continue;
    const score = meaningScore(detector.kind, named, hits, looked.length);
    if (!best || score > best.score) best = { kind: detector.kind, named, score };
  }
  return best;
}
