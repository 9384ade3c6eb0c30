/** `assembly/count.ts` as a counter of records: the same counts as `RecordCounter`, several times as fast. */
import { wasm } from './count.wasm.ts';
import { compileKernel, type KernelMemory } from '../../core/compile-kernel.ts';

interface Exports {
  memory: KernelMemory;
  buffer(bytes: number): number;
  add(length: number, delimiter: number, quote: number): void;
  total(): number;
}

export interface CountKernel {
  add(bytes: Uint8Array): void;
  end(): number;
}

const compiled = compileKernel<Exports>(wasm);

/** Undefined for delimiters of several bytes, and where the browser has no WebAssembly with SIMD. */
export function newCountKernel(delimiter: string, quoted: boolean): CountKernel | undefined {
  const byte = delimiter.charCodeAt(0);
  const exports = delimiter.length === 1 && byte < 0x80 ? compiled() : undefined;
  return (
    exports && {
      add(bytes) {
        const at = exports.buffer(bytes.length);
        new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
        exports.add(bytes.length, byte, quoted ? 0x22 : -1);
      },
      end: () => exports.total(),
    }
  );
}
