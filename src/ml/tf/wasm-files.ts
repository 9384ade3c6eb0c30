/// <reference types="vite/client" />
/** Where the build put tfjs's WebAssembly files. Apart, so that Node (tests, command line) can bring its own paths. */
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { WasmFiles } from './backend.ts';

export const wasmFiles: WasmFiles = { plain, simd };
