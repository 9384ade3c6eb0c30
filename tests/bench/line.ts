/** What a bench says: one line for each thing measured. */
export interface Line {
  what: string;
  figure: string;
  target: string;
  met: boolean;
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
export const seconds = (millis: number): string => `${(millis / 1000).toFixed(2)} s`;

/** Told as soon as it is known. */
export function tell(line: Line): Line {
  console.log(`${line.met ? 'ok  ' : 'MISS'} ${line.what}: ${line.figure} (target ${line.target})`);
  return line;
}
