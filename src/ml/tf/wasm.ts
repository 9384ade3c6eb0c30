/** The WebAssembly backend, started single-threaded: its threads need `blob:` workers, which the page's policy forbids. */
import { env, ready, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { WasmFiles } from './backend.ts';

export async function startWasm({ plain, simd }: WasmFiles): Promise<boolean> {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    // Must be named, is never fetched: without threads tfjs does not ask for it.
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
  const started = await setBackend('wasm');
  await ready();
  return started;
}
