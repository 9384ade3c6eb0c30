/** One JSON value per line (NDJSON, JSON Lines): lines that are none are rejected with their number and text. */
import type { Encoding } from '../../core/reading.ts';
import type { ByteSource } from '../byte-source.ts';
import { BestSheet } from './best-sheet.ts';
import { flatten, parseJson, type Json } from './json-values.ts';
import type { OpenHooks } from './open-hooks.ts';
import { RecordSheet } from './record-sheet.ts';
import type { OpenedFile } from './sheet-table.ts';
import { numberedLines, textEncoding } from './text-source.ts';

/** Errors: `file-empty`, `file-too-large`, `encoding-unknown`, `file-changed`, `cancelled`. */
export async function openJsonLines(source: ByteSource, encoding: Encoding | undefined, hooks: OpenHooks): Promise<OpenedFile> {
  const sheet = new RecordSheet('JSON');
  const { writer } = sheet;
  for await (const { number, text } of numberedLines(source, await textEncoding(source, encoding), hooks)) {
    if (text.trim() === '') continue;
    const value = lineValue(text);
    if (value === undefined) writer.reject(number, 'not-json', text);
    else sheet.add(number, Array.isArray(value) ? listRecord(value, writer.notes) : flatten(value, writer.notes));
  }
  const best = new BestSheet(undefined);
  best.offer(sheet.finish());
  return best.take('ndjson');
}

function lineValue(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Lists have no names: places stand for them. */
function listRecord(values: readonly Json[], notes: Parameters<typeof flatten>[1]): ReturnType<typeof flatten> {
  return flatten(Object.fromEntries(values.map((value, i) => [`column ${i + 1}`, value])), notes);
}
