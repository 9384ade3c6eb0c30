/** The GPU backend. Only where a real GPU draws: WebGL in software is many times slower than WebAssembly. */
import { ready, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgl';

export async function startWebgl(): Promise<boolean> {
  const started = await setBackend('webgl');
  await ready();
  return started;
}
