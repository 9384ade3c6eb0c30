/** Names of files that the app can read, for folders and for what other programs hand over. */
import { EXTENSIONS } from './file-types.ts';

const READABLE = new RegExp(`\\.(${EXTENSIONS.join('|')})$`, 'i');

export function isReadableName(name: string): boolean {
  // Programs that are writing a file often give it a name of this kind first.
  return READABLE.test(name) && !/^(~\$|\.)/.test(name);
}
