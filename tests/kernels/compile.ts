/** `npm run kernels`: compiles `src/data/kernels/assembly/*.ts` to WebAssembly, as text in a module so that every runner can load it. */
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const KERNELS = join(import.meta.dirname, '../../src/data/kernels');
const SOURCES = join(KERNELS, 'assembly');

export function kernelSources(): string[] {
  return readdirSync(SOURCES)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => basename(name, '.ts'));
}

/** The module that `npm run kernels` writes for a source. */
export async function compiledModule(name: string): Promise<string> {
  const { error, stderr, stdout } = await asc.main(
    [
      `${name}.ts`,
      '--baseDir',
      SOURCES,
      '--outFile',
      'out.wasm',
      '-O3',
      '--noAssert',
      '--runtime',
      'minimal',
      '--enable',
      'simd',
      '--use',
      'abort=',
    ],
    {
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') compiled = contents;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}${stdout.toString()}`);
  const text = Buffer.from(compiled).toString('base64');
  return `/** Made by \`npm run kernels\` from assembly/${name}.ts; a test compiles it again and compares. */\nexport const wasm =\n  '${text}';\n`;
}
let compiled: Uint8Array = new Uint8Array();

export function modulePath(name: string): string {
  return join(KERNELS, `${name}.wasm.ts`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const name of kernelSources()) writeFileSync(modulePath(name), await compiledModule(name));
}
