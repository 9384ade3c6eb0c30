/** The WebAssembly backend, started single-threaded: its threads need `blob:` workers, which the page's policy forbids. */
import { env, ready, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { WasmFiles } from './backend.ts';

export async function startWasm(files: WasmFiles): Promise<boolean> {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({ ...files });
  const started = await setBackend('wasm');
  await ready();
  return started;
}
