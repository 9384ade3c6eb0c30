/** The cells of one sheet of an Office Open XML workbook, as its XML streams by (ECMA-376 part 1, 18.3.1). */
import { addressOf, checkedRow, columnOfAddress, MAX_COLUMNS_A1, rangeOfAddress } from './cell-address.ts';
import type { NumberFormat } from './number-format.ts';
import { numberText } from './number-text.ts';
import type { SheetWriter } from './sheet-writer.ts';
import { attribute, type XmlListener } from './xml-events.ts';
import { isTrue, unescapeOoxml, type SharedTexts } from './xlsx-parts.ts';

export interface WorkbookFacts {
  texts: SharedTexts;
  styles: readonly NumberFormat[];
  is1904: boolean;
}

const NUMBER: NumberFormat = { kind: 'number' };

export class XlsxSheet implements XmlListener {
  private readonly writer: SheetWriter;
  private readonly facts: WorkbookFacts;
  private row = 0;
  private cells: string[] = [];
  private rowHidden = false;
  private column = -1;
  private type = '';
  private style = 0;
  private value = '';
  /** Text between tags goes into the cell's value. */
  private reading = false;
  private hasFormula = false;
  private hasValue = false;
  private inPhonetic = false;
  private readonly hiddenColumns: [from: number, to: number][] = [];

  constructor(writer: SheetWriter, facts: WorkbookFacts) {
    this.writer = writer;
    this.facts = facts;
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'c':
        this.openCell(attributes);
        break;
      case 'v':
        this.reading = true;
        this.hasValue = true;
        break;
      case 't':
        this.reading = !this.inPhonetic;
        this.hasValue = true;
        break;
      case 'f':
        this.hasFormula = true;
        break;
      case 'rPh':
        this.inPhonetic = true;
        break;
      case 'row':
        this.row = checkedRow(Number(attribute(attributes, 'r') ?? this.row + 1));
        this.rowHidden = isTrue(attribute(attributes, 'hidden'));
        this.cells = [];
        this.column = -1;
        break;
      case 'col':
        if (isTrue(attribute(attributes, 'hidden'))) {
          this.hiddenColumns.push([Number(attribute(attributes, 'min')) - 1, Number(attribute(attributes, 'max')) - 1]);
        }
        break;
      case 'mergeCell':
        this.merge(attribute(attributes, 'ref') ?? '');
        break;
    }
  }

  close(name: string): void {
    switch (name) {
      case 'c':
        this.closeCell();
        break;
      case 'v':
      case 't':
        this.reading = false;
        break;
      case 'rPh':
        this.inPhonetic = false;
        break;
      case 'row':
        if (this.rowHidden && this.cells.length > 0) this.writer.notes.add('hidden-rows', String(this.row));
        this.writer.rowAt(this.row, this.cells);
        break;
      case 'sheetData':
        this.noteHiddenColumns();
        break;
    }
  }

  text(text: string): void {
    if (this.reading) this.value += text;
  }

  private openCell(attributes: string): void {
    const address = attribute(attributes, 'r');
    this.column = address === undefined ? Math.min(this.column + 1, MAX_COLUMNS_A1 - 1) : columnOfAddress(address);
    this.type = attribute(attributes, 't') ?? 'n';
    this.style = Number(attribute(attributes, 's') ?? 0);
    this.value = '';
    this.hasFormula = this.hasValue = false;
  }

  private closeCell(): void {
    const { value, writer, column } = this;
    if (this.hasFormula && value === '' && (this.type !== 'str' || !this.hasValue)) {
      writer.notes.add('formula-without-value', addressOf(this.row, column));
      return;
    }
    if (value === '') return;
    this.cells[column] = this.cellText(value, column);
  }

  private cellText(value: string, column: number): string {
    const { writer, facts } = this;
    switch (this.type) {
      case 's':
        return facts.texts.at(Number(value));
      case 'str':
      case 'inlineStr':
        return unescapeOoxml(value);
      case 'b':
        return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
      case 'e':
        writer.notes.add('error-cells', `${addressOf(this.row, column)} ${value}`);
        return value;
      case 'd':
        return isoText(value);
      default:
        return this.numberCell(value, column);
    }
  }

  private numberCell(value: string, column: number): string {
    const format = this.facts.styles[this.style] ?? NUMBER;
    if (format.kind === 'number' || format.kind === 'percent') this.writer.sawNumber(column);
    const text = numberText(value, format, this.facts.is1904);
    if (text.startsWith('1900-02-29') || text.startsWith('1900-01-00')) this.writer.notes.add('no-such-day', addressOf(this.row, column));
    return text;
  }

  private merge(ref: string): void {
    const range = rangeOfAddress(ref);
    if (!range) return;
    this.writer.merges.push(range);
    this.writer.notes.add('merged', ref);
  }

  private noteHiddenColumns(): void {
    const width = this.writer.width;
    for (const [from, to] of this.hiddenColumns) {
      const shown = Math.min(to + 1, width) - from;
      if (shown > 0) this.writer.notes.add('hidden-columns', addressOf(1, from).slice(0, -1), shown);
    }
  }
}

/** `2024-01-05T00:00:00.000Z`: ISO 8601 cells of strict workbooks. A zone there means nothing: sheets have none. */
function isoText(value: string): string {
  const found = /^(\d{4,}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?)?$/.exec(value);
  if (!found) return value;
  return found[2] === undefined || found[2] === '00:00:00' ? found[1] : `${found[1]} ${found[2]}`;
}
