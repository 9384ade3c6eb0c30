/** The shape of a file: equal for all files with these column names in this order, however they were written. */
import { Sha256 } from './sha256.ts';

export function shapeOf(originalNames: readonly string[]): string {
  const names = originalNames.map((name) => name.trim().normalize('NFC'));
  return new Sha256()
    .add(new TextEncoder().encode(JSON.stringify(names)))
    .hex()
    .slice(0, 32);
}
