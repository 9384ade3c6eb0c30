/// <reference lib="webworker" />
import { newTables, SUBJECTS, type Tables } from './subjects.ts';

declare const self: DedicatedWorkerGlobalScope;

const numbers = async (name: string) => new Float64Array(await (await fetch(new URL(`${name}.f64`, self.location.origin))).arrayBuffer());
let tables: Tables | undefined;

async function run(id: string): Promise<void> {
  tables ??= newTables({ wide: await numbers('wide'), rfm: await numbers('rfm'), gaps: await numbers('gaps') });
  const subject = SUBJECTS.find((one) => one.id === id);
  // An unknown one: only the tables are made ready.
  self.postMessage(subject ? await subject.run(tables) : { millis: 0, figure: 0 });
}

self.onmessage = ({ data }: MessageEvent<string>) => {
  run(data).catch((error: unknown) => self.postMessage(String(error)));
};
