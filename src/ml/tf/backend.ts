/** Which machinery multiplies the matrices: WebAssembly everywhere; a real GPU where the work is large and it proves faster. */
import { AppError } from '../../core/errors.ts';
import { hasRealGpu } from './gpu.ts';

export type BackendName = 'wasm' | 'webgl';

/** Where tfjs's WebAssembly files lie, for machines without and with SIMD: an address, or in Node a path. */
export interface WasmFiles {
  plain: string;
  simd: string;
}

export interface Workload {
  /** Floating-point operations of the whole training. */
  operations: number;
  /** Does a short piece of it on the current backend. */
  trial: () => void;
}

export interface Backend {
  name: BackendName;
  /** Has it gone away since it was started, as a graphics card can at any time? */
  isLost: () => boolean;
}

export type LoadBackend = (work: Workload) => Promise<Backend>;

/** Below this WebAssembly needs some 10 s at most (measured: 5 to 8e9 a second), while a GPU takes 2 s to get ready. */
const WORTH_A_GPU = 1e11;

const WASM: Backend = { name: 'wasm', isLost: () => false };

/** A graphics card that went away once is not asked again: tfjs cannot start on it a second time. */
let lostGpu = false;

/**
 * Starts a backend and makes it the current one.
 * @param findFiles absent in the browser: the build knows
 * @param forced this one, whatever is faster
 * Errors: `internal` when WebAssembly cannot be started.
 */
export function backendLoader(findFiles: () => Promise<WasmFiles> = filesOfTheBuild, forced?: BackendName): LoadBackend {
  return async ({ operations, trial }) => {
    const { startWasm } = await import('./wasm.ts');
    const files = await findFiles();
    if (!(await startWasm(files))) throw new AppError('internal', { message: 'WebAssembly backend did not start' });
    const mayPay = forced ? forced === 'webgl' : operations >= WORTH_A_GPU && hasRealGpu();
    if (lostGpu || !mayPay) return WASM;
    const onWasm = millisOf(trial);
    const { isGpuLost, startWebgl } = await import('./webgl.ts');
    const isLost = () => (lostGpu ||= isGpuLost());
    if ((await startWebgl()) && (millisOf(trial) < onWasm || forced === 'webgl') && !isLost()) return { name: 'webgl', isLost };
    await startWasm(files);
    return WASM;
  };
}

async function filesOfTheBuild(): Promise<WasmFiles> {
  return (await import('./wasm-files.ts')).wasmFiles;
}

/** Second run of two: the first compiles. */
function millisOf(trial: () => void): number {
  trial();
  const start = performance.now();
  trial();
  return performance.now() - start;
}
