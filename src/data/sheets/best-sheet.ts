/** Keeps the sheet that is wanted (by name, else the one with most in it) and only the names of the others. */
import { AppError } from '../../core/errors.ts';
import type { ContainerFormat, SheetInfo } from '../../core/reading.ts';
import type { OpenedFile } from './sheet-table.ts';
import type { SheetWriter } from './sheet-writer.ts';

export class BestSheet {
  private readonly sheets: SheetInfo[] = [];
  private readonly wanted: string | undefined;
  private best: SheetWriter | undefined;

  constructor(wanted: string | undefined) {
    this.wanted = wanted;
  }

  offer(sheet: SheetWriter): void {
    this.sheets.push(sheet.info);
    if (this.best === undefined || this.rank(sheet) > this.rank(this.best)) this.best = sheet;
  }

  /** Errors: `sheet-missing` {sheet, sheets}, `file-empty`. */
  take(format: ContainerFormat): OpenedFile {
    const { best, wanted, sheets } = this;
    if (wanted !== undefined && best?.name !== wanted) {
      throw new AppError('sheet-missing', { sheet: wanted, sheets: sheets.map(({ name }) => name).join(', ') });
    }
    if (!best || best.filledRows + best.rejected === 0) throw new AppError('file-empty');
    return { format, sheets, table: best.finish() };
  }

  /** A name decides, then being visible, then what is in it: a table has at least two columns. */
  private rank(sheet: SheetWriter): number {
    if (sheet.name === this.wanted) return Infinity;
    const isTable = sheet.info.columns > 1 && sheet.filledRows > 1;
    return sheet.filledCells * (isTable ? 1e3 : 1) * (sheet.hidden ? 1e-6 : 1);
  }
}
