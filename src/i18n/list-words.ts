/** Values one after the other, as the language writes lists. */
import { lang } from './t.svelte.ts';

export function listOf(values: readonly string[]): string {
  return values.join(lang() === 'zh' ? '、' : ', ');
}
