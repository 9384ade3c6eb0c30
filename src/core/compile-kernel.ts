/** What is used of WebAssembly; the language's own library does not name it. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
}

export interface KernelMemory {
  /** Another one after the memory has grown. */
  readonly buffer: ArrayBuffer;
}

/** WebAssembly from its base64 text: compiled once, when first asked for, then made into instances that share nothing. */
export function compileKernel<Exports>(base64: string): () => Exports | undefined {
  let module: object | undefined;
  let failed = false;
  return () => {
    const { WebAssembly } = globalThis as unknown as { WebAssembly?: WebAssemblyApi };
    if (failed || !WebAssembly) return undefined;
    try {
      module ??= new WebAssembly.Module(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
      // The module is made from the source that these exports describe: a test compiles it again.
      return new WebAssembly.Instance(module, {}).exports as Exports;
    } catch {
      // No SIMD, or a policy that forbids it.
      failed = true;
      return undefined;
    }
  };
}
