/** `assembly/sha256.ts`: the compression of SHA-256 over whole blocks of 64 bytes. */
import { wasm } from './sha256.wasm.ts';
import { compileKernel, type KernelMemory } from '../../core/compile-kernel.ts';

interface Exports {
  memory: KernelMemory;
  textAt(): number;
  textRoom(): number;
  stateAt(): number;
  begin(): void;
  blocks(count: number): void;
}

export interface Sha256Kernel {
  /** `blocks.length` is a multiple of 64. */
  add(blocks: Uint8Array): void;
  /** The eight words of the state. */
  state(): Uint32Array;
}

const compiled = compileKernel<Exports>(wasm);

/** One for each stream; undefined where the browser has no WebAssembly. */
export function newSha256Kernel(): Sha256Kernel | undefined {
  const exports = compiled();
  if (!exports) return undefined;
  exports.begin();
  // This kernel allocates nothing after its start: the view stays good.
  const text = new Uint8Array(exports.memory.buffer, exports.textAt(), exports.textRoom());
  return {
    add(blocks) {
      for (let at = 0; at < blocks.length; at += text.length) {
        const part = blocks.subarray(at, at + text.length);
        text.set(part);
        exports.blocks(part.length / 64);
      }
    },
    state: () => new Uint32Array(exports.memory.buffer, exports.stateAt(), 8).slice(),
  };
}
