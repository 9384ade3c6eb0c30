/** Who is kept aside for comparison: the same people every time, whatever else changes (algorithms: global holdout by salted hash). */
import { hash64 } from '../core/digest.ts';

const BUCKETS = 10_000;

/** Bucket 0..9999 of a customer. The salt comes last: its bytes stir those of the (often consecutive) customer numbers. */
export function bucketOf(customerId: string, salt: string): number {
  return Number(hash64(`${customerId}\u0000${salt}`) % BigInt(BUCKETS));
}

/** `share` in [0, 0.5], used in steps of 1/10,000; see `holdoutShare`. */
export function isHeldOut(customerId: string, salt: string, share: number): boolean {
  return share > 0 && bucketOf(customerId, salt) < Math.round(share * BUCKETS);
}

/** The share that is really drawn: `share` rounded to 1/10,000. */
export function holdoutShare(share: number): number {
  return Math.round(share * BUCKETS) / BUCKETS;
}
