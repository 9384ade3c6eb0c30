/** The reader for each kind of file; those with a library behind them come when they are needed. */
import { assertNever } from '../../core/errors.ts';
import type { ReadOptions } from '../../core/reading.ts';
import type { ByteSource } from '../byte-source.ts';
import type { ContainerKind } from './container-kind.ts';
import type { OpenHooks } from './open-hooks.ts';
import type { OpenedFile } from './sheet-table.ts';

/** What a reader needs from outside: where the build (or Node) has the WebAssembly of SQLite. */
export interface FormatParts {
  sqliteWasm?: () => Promise<string>;
}

/**
 * Errors: `workbook-broken` {message}, `file-unsafe` {message}, `file-encrypted`, `file-too-large` {limit}, `sheet-missing`
 * {sheet, sheets}, `file-empty`, `json-broken` {offset, text}, `no-table`, `file-changed`, `cancelled`.
 */
export async function openFile(
  found: ContainerKind,
  source: ByteSource,
  { sheet, encoding }: ReadOptions,
  parts: FormatParts,
  hooks: OpenHooks,
): Promise<OpenedFile> {
  switch (found.kind) {
    case 'xlsx':
      return (await import('./xlsx-workbook.ts')).openXlsx(source, found.zip, sheet, hooks);
    case 'ods':
      return (await import('./ods-sheets.ts')).openOds(source, found.zip, sheet, hooks);
    case 'xlsb':
      return (await import('./old-workbook.ts')).openOldWorkbook(source, 'xlsb', found.zip, sheet, hooks);
    case 'xls':
    case 'xml-2003':
      return (await import('./old-workbook.ts')).openOldWorkbook(source, found.kind, undefined, sheet, hooks);
    case 'json':
      return (await import('./json-tables.ts')).openJson(source, encoding, sheet, hooks);
    case 'ndjson':
      return (await import('./json-lines.ts')).openJsonLines(source, encoding, hooks);
    case 'html':
      return (await import('./html-tables.ts')).openHtml(source, encoding, sheet, hooks);
    case 'vcard':
      return (await import('./vcards.ts')).openVcards(source, encoding, hooks);
    case 'eml':
    case 'mbox':
      return (await import('./mails.ts')).openMails(source, found.kind, hooks);
    case 'sqlite':
      return (await import('./sqlite-tables.ts')).openSqlite(source, sheet, parts, hooks);
    default:
      return assertNever(found);
  }
}
