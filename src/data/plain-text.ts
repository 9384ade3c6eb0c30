/** Text of any dialect as the readers take it: blanks as delimiters squeezed, backslash escapes doubled. */
import type { Escape, Quote } from '../core/reading.ts';
import { EscapeDoubler } from './double-escapes.ts';
import { BlankSqueezer } from './squeeze-blanks.ts';

export interface Marks {
  delimiter: string;
  quote: Quote;
  escape: Escape;
}

/** For the bytes (UTF-8) of a file, piece after piece; undefined where they are plain already. */
export function plainBytes({ delimiter, quote, escape }: Marks): ((bytes: Uint8Array) => Uint8Array) | undefined {
  const doubler = quote !== 'none' && escape === 'backslash' ? new EscapeDoubler(delimiter, quote) : undefined;
  const squeezer = delimiter === ' ' ? new BlankSqueezer(quote !== 'none', quote === "'" ? 0x27 : 0x22) : undefined;
  if (!doubler) return squeezer && ((bytes) => squeezer.squeeze(bytes));
  return (bytes) => {
    const doubled = doubler.rewrite(bytes);
    return squeezer ? squeezer.squeeze(doubled) : doubled;
  };
}

/** The same for a sample that was decoded already. */
export function plainText(text: string, marks: Marks): string {
  const change = plainBytes(marks);
  return change ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(change(new TextEncoder().encode(text))) : text;
}
