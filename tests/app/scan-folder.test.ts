import { describe, expect, it } from 'vitest';
import { isReadableName } from '../../src/app/readable-names.ts';
import { scanFolder, type SeenFile } from '../../src/app/scan-folder.ts';
import type { WatchedHandle } from '../../src/store/folder-handles.ts';

type Entry = { name: string; text: string; modified: number };

/** A folder as the browser hands it out, with files (and a folder inside) that the test made up. */
function folder(...entries: Entry[]): WatchedHandle {
  const handles = entries.map(({ name, text, modified }) => ({
    kind: 'file',
    name,
    getFile: async () => new File([text], name, { lastModified: modified }),
  }));
  return {
    kind: 'directory',
    name: 'shop',
    async *values() {
      yield { kind: 'directory', name: 'old.csv' };
      yield* handles;
    },
  } as unknown as WatchedHandle;
}

const JAN = { name: 'jan.csv', text: 'a\n1\n', modified: 100 };
const FEB = { name: 'feb.csv', text: 'a\n2\n', modified: 200 };

/** The content is its own digest here; every call is counted. */
function scanner() {
  const digested: string[] = [];
  const digestOf = async (file: File) => {
    digested.push(file.name);
    return file.text();
  };
  const scan = (handle: WatchedHandle, seen: readonly SeenFile[] = [], brought: string[] = [], names: string[] = []) =>
    scanFolder(handle, { seen, digests: new Set(brought), names: new Set(names) }, digestOf);
  return { scan, digested };
}

describe('scanning a folder', () => {
  it('gives readable files that were not brought in, oldest first, and looks into no folder below', async () => {
    const { scan } = scanner();
    const { found } = await scan(folder(FEB, JAN, { name: 'notes.docx', text: 'x', modified: 1 }));
    expect(found.map(({ name, state }) => [name, state])).toEqual([
      ['jan.csv', 'new'],
      ['feb.csv', 'new'],
    ]);
    expect(await found[0].file.text()).toBe(JAN.text);
  });

  it('digests again only what differs in name, size or time', async () => {
    const { scan, digested } = scanner();
    const first = await scan(folder(JAN, FEB));
    digested.length = 0;
    await scan(folder(JAN, { ...FEB, modified: 300 }), first.seen);
    expect(digested).toEqual(['feb.csv']);
  });

  it('what was brought in is new no longer, under whatever name or time', async () => {
    const { scan } = scanner();
    const { found } = await scan(folder({ ...JAN, name: 'copy.csv', modified: 900 }, FEB), [], [JAN.text], ['jan.csv']);
    expect(found.map(({ name }) => name)).toEqual(['feb.csv']);
  });

  it('a file with other content under the name of one that was brought in has changed', async () => {
    const { scan } = scanner();
    const { found } = await scan(folder({ ...JAN, text: 'a\n1\n9\n' }), [], [JAN.text], ['jan.csv']);
    expect(found.map(({ name, state }) => [name, state])).toEqual([['jan.csv', 'changed']]);
  });

  it('watches a single file as well', async () => {
    const { scan } = scanner();
    const file = { kind: 'file', name: 'jan.csv', getFile: async () => new File([JAN.text], 'jan.csv') } as unknown as WatchedHandle;
    expect((await scan(file)).found).toHaveLength(1);
    expect((await scan(file, [], [JAN.text])).found).toEqual([]);
  });
});

it('reads tables in text form, but not what a program is still writing', () => {
  expect(['a.csv', 'B.TSV', 'c.txt', '~$a.csv', '.a.csv', 'a.csv.crdownload', 'a.png'].filter(isReadableName)).toEqual([
    'a.csv',
    'B.TSV',
    'c.txt',
  ]);
});
