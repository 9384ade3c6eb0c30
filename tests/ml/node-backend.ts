/** tfjs's WebAssembly backend in Node: the build's file addresses replaced by paths. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { backendLoader } from '../../src/ml/tf/backend.ts';

const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));

export const nodeBackend = backendLoader(async () => ({
  plain: join(folder, 'tfjs-backend-wasm.wasm'),
  simd: join(folder, 'tfjs-backend-wasm-simd.wasm'),
}));
