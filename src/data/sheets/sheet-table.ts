/** A sheet on its way to the reader: what any format is turned into. */
import type { ContainerFormat, ContainerNote, Rejection, SheetInfo } from '../../core/reading.ts';
import type { ByteSource } from '../byte-source.ts';

/** Between cells of the text that the reader gets; inside cells it becomes a blank, so that it can mean nothing else. */
export const CELL_MARK = '\t';

export interface SheetTable {
  info: SheetInfo;
  /** UTF-8, one record per row, cells between tabs, quoted where they must be. */
  text: ByteSource;
  /** Records of the text, as counted by who wrote them. */
  records: number;
  /** Row of the sheet (or line of the file) for each line of the text, from line 1; undefined: the same. */
  rowOfLine: Uint32Array | undefined;
  /** Columns with at least one number of the file's own: there a point is a decimal mark, whatever the rest looks like. */
  numbers: readonly boolean[];
  /** 0-based record that holds the names, where the format says so. */
  headerRow: number | undefined;
  notes: ContainerNote[];
  /** Records that could not be turned into a row, and how many in all. */
  rejections: Rejection[];
  rejected: number;
}

/** All tables of a file, of which one was asked for (or is the best). */
export interface OpenedFile {
  format: ContainerFormat;
  sheets: SheetInfo[];
  table: SheetTable;
}
