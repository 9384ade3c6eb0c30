/** Office Open XML workbooks (.xlsx, .xlsm): every sheet streams by once, the wanted one is kept. */
import { AppError } from '../../core/errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { BestSheet } from './best-sheet.ts';
import type { OpenHooks } from './open-hooks.ts';
import type { OpenedFile } from './sheet-table.ts';
import { SheetWriter } from './sheet-writer.ts';
import { XmlReader, type XmlListener } from './xml-events.ts';
import { readRelationships, readStyles, readWorkbookPart, SharedTexts } from './xlsx-parts.ts';
import { XlsxSheet } from './xlsx-sheet.ts';
import type { ZipDirectory } from './zip-directory.ts';
import { InflateBudget, unzip, unzipText } from './zip-entry.ts';

/** Errors: `workbook-broken`, `file-unsafe`, `file-too-large`, `sheet-missing`, `file-empty`, `file-changed`, `cancelled`. */
export async function openXlsx(source: ByteSource, zip: ZipDirectory, sheet: string | undefined, hooks: OpenHooks): Promise<OpenedFile> {
  const budget = new InflateBudget();
  const text = async (path: string): Promise<string> => {
    const entry = zip.get(path);
    return entry ? unzipText(source, entry, budget) : '';
  };
  const stream = async (path: string, listener: XmlListener): Promise<void> => {
    const entry = zip.get(path);
    if (!entry) throw new AppError('workbook-broken', { message: `${path} is missing` });
    const decoder = new TextDecoder();
    const reader = new XmlReader(listener);
    let unpacked = 0;
    for await (const piece of unzip(source, entry, budget)) {
      reader.add(decoder.decode(piece, { stream: true }));
      unpacked += piece.length;
      await hooks.tick(entry.at + entry.packedBytes * (unpacked / Math.max(1, entry.bytes)));
    }
    reader.add(decoder.decode());
    reader.end();
  };

  const root = readRelationships(await text('_rels/.rels'), '');
  const path = root.find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const relationships = readRelationships(await text(`${folder}_rels/${path.slice(folder.length)}.rels`), folder);
  const pathOf = (type: string): string | undefined => relationships.find((other) => other.type === type && zip.has(other.path))?.path;
  const { sheets, is1904 } = readWorkbookPart(await text(path), relationships);
  const texts = new SharedTexts();
  const sharedPath = pathOf('sharedStrings');
  if (sharedPath !== undefined) await stream(sharedPath, texts);
  const stylesPath = pathOf('styles');
  const styles = stylesPath === undefined ? [] : readStyles(await text(stylesPath));

  const best = new BestSheet(sheet);
  for (const part of sheets) {
    const writer = new SheetWriter(part.name, part.hidden);
    if (is1904) writer.notes.add('date-1904');
    await stream(part.path, new XlsxSheet(writer, { texts, styles, is1904 }));
    best.offer(writer);
  }
  return best.take(zip.has('xl/vbaProject.bin') ? 'xlsm' : 'xlsx');
}
