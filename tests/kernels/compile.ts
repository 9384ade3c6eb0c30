/** `npm run kernels`: compiles `src/data/kernels/assembly/` and `src/ml/kernels/assembly/` to WebAssembly, as text in a module so that every runner can load it. */
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const SRC = join(import.meta.dirname, '../../src');

/** As `data/kernels/csv`. */
export function kernelSources(): string[] {
  return ['data/kernels', 'ml/kernels'].flatMap((folder) =>
    readdirSync(join(SRC, folder, 'assembly'))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${basename(name, '.ts')}`),
  );
}

/** The module that `npm run kernels` writes for a source. */
export async function compiledModule(kernel: string): Promise<string> {
  const name = basename(kernel);
  const { error, stderr, stdout } = await asc.main(
    [
      `${name}.ts`,
      '--baseDir',
      join(SRC, dirname(kernel), 'assembly'),
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

export function modulePath(kernel: string): string {
  return join(SRC, `${kernel}.wasm.ts`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const kernel of kernelSources()) writeFileSync(modulePath(kernel), await compiledModule(kernel));
}
