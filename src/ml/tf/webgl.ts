/** The GPU backend. Only where a real GPU draws: WebGL in software is many times slower than WebAssembly. */
import { backend, ready, setBackend } from '@tensorflow/tfjs-core';
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';

export async function startWebgl(): Promise<boolean> {
  const started = await setBackend('webgl');
  await ready();
  return started;
}

/** Has the current backend lost its GPU (driver reset, too many tabs)? tfjs does not say: it goes on, with zeros. */
export function isGpuLost(): boolean {
  const current = backend();
  return current instanceof MathBackendWebGL && current.gpgpu.gl.isContextLost();
}
