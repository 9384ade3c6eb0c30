/** How a file was read, and what came of it. Plain data: it crosses the worker boundary and is stored with the table. */

/** Names as `TextDecoder` knows them. */
export const ENCODINGS = [
  'utf-8',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'koi8-r',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The mark that encloses cells; `none`: a quotation mark is an ordinary character. */
export type Quote = '"' | "'" | 'none';

/** How a quotation mark is written inside a quoted cell: twice, or after a backslash (a doubled one is then read as well). */
export type Escape = 'doubled' | 'backslash';

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** What a column's cells mean, before they become a `Column`. `money` and `percent` are numbers with a unit. */
export type CellType = 'number' | 'money' | 'percent' | 'date' | 'datetime' | 'boolean' | 'category' | 'id' | 'text';

export interface ColumnReading {
  type: CellType;
  /** Decimal mark of number cells; the other mark is then a thousands mark. */
  decimal: '.' | ',';
  /** Only matters for dates written as 03/01/24. */
  dateOrder: DateOrder;
  unit?: string;
  /** Number columns: spellings that are codes elsewhere and numbers here. `exponents`: 1e5; `codes`: also 007 and more than 15 digits. */
  asNumber?: 'exponents' | 'codes';
  /** Date columns: plain numbers count from here. */
  epoch?: Epoch;
}

/** Days of a spreadsheet (Windows, old Mac), or seconds and milliseconds since 1970-01-01 in UTC. */
export type Epoch = 'excel-1900' | 'excel-1904' | 'unix-seconds' | 'unix-millis';

/** What text and codes are about, beyond their type. */
export type CellMeaning = 'phone' | 'email' | 'resident-id' | 'postcode' | 'url' | 'time-of-day' | 'person-name' | 'address';

/** A meaning with its evidence: `hits` of the `looked` first filled cells fit. */
export interface MeaningReport {
  kind: CellMeaning;
  hits: number;
  looked: number;
  /** The name of the column says so too. */
  named: boolean;
  /** 0..1: how much the evidence is worth; a checksum is worth more than a pattern. */
  score: number;
  /** Up to 20 of the cells that do not fit. They stay as they are. */
  oddCells: OddCell[];
}

/** What the person (or a recipe) has decided; everything left out is found by the reader. */
export interface ReadOptions {
  encoding?: Encoding;
  delimiter?: string;
  quote?: Quote;
  escape?: Escape;
  /** 0-based index of the record that holds the names; -1: the file has none. */
  headerRow?: number;
  /** Records that the names are spread over, `headerRow` the last of them. Left out: found out where `headerRow` is, else 1. */
  headerRows?: 1 | 2;
  /** By column index. */
  columns?: Record<number, Partial<ColumnReading>>;
  /** Name of the sheet (or table) of a file that holds several; left out: the one with most in it. */
  sheet?: string;
}

/** records = imported + rejected + blank, always. `records` comes from a counter that shares no code with the parser.
 * Records above the header and the header itself are counted in `headerRecords`, not in `records`. */
export interface Accounting {
  records: number;
  imported: number;
  rejected: number;
  blank: number;
  headerRecords: number;
  /** Imported rows that had fewer fields than the header and were filled up with missing values. */
  padded: number;
}

export type RejectReason =
  | 'too-many-fields'
  | 'unclosed-quote'
  | 'text-after-quote'
  | 'quote-inside'
  | 'cell-too-long'
  | 'undecodable'
  | 'repeated-header'
  | 'second-header'
  | 'not-json';

export interface Rejection {
  /** 1-based line of the file on which the record starts. */
  line: number;
  reason: RejectReason;
  /** The record as it stands in the file (decoded), cut at 2,000 characters; `\"` as the doubled quote it is read as. */
  raw: string;
  /** `quote-inside`: index of the cell in whose middle the quotation mark opens. */
  column?: number;
  /** `undecodable` in UTF-8: where in the file the first broken byte of the record is. */
  offset?: number;
}

/** A cell that is not empty and does not read as its column's type. It counts as missing until someone decides. */
export interface OddCell {
  line: number;
  row: number;
  raw: string;
}

export interface ColumnReport {
  index: number;
  /** Unique in the table; the file's own spelling is `originalName`. */
  name: string;
  originalName: string;
  reading: ColumnReading;
  /** Cells that read as the type, that are empty (or a word for empty), and that are neither. */
  valid: number;
  missing: number;
  odd: number;
  /** Up to 100 of the odd cells. */
  oddCells: OddCell[];
  /** Text cells with blanks around them, and the first five of them; absent without any. */
  outerBlanks?: { cells: number; examples: OddCell[] };
  /** Distinct values, counted up to 10,000. */
  distinct: number;
  /** Yes/no and text of at most 200 distinct values: the values as the file spells them (trimmed), most frequent first. */
  values?: { value: string; rows: number }[];
  /** First five non-empty cells as they stand in the file, and as they were read (ISO dates, plain numbers). */
  firstRaw: string[];
  firstRead: string[];
  /** Smallest and largest value as read, in the same plain spelling; absent for text. */
  lowest?: string;
  highest?: string;
  /** Every day-and-month cell of the column is possible both ways: the person is asked. */
  ambiguousDate?: { raw: string; dmy: string; mdy: string };
  /** No cell tells the decimal mark from the thousands mark (1.234): the person may be asked. */
  ambiguousNumber?: { raw: string; point: number; comma: number };
  /** Cells such as 1.38E+10 in a column of long numbers: digits that the spreadsheet program already dropped. */
  digitsLost?: number;
  /** Number columns: no valid cell has a fraction. */
  whole?: boolean;
  meaning?: MeaningReport;
  /** Currencies (or %) that cells of the column name, most frequent first, where there is more than one: those of another unit than the reading's are odd. */
  mixedUnits?: string[];
  /** Zones written behind times (`Z`, `+08:00`), in order of appearance. The wall clock is kept as written. */
  zones?: string[];
  /** Some cells are whole months or quarters: read as their first day. */
  dateGrain?: 'month' | 'quarter';
  /** Numbers taken for days or moments: the first of them in both readings of a spreadsheet, to be confirmed. */
  serialDate?: { raw: string; epoch: Epoch; read: string; other?: string };
  /** Codes read as numbers on request: how many cells lost leading zeros, and how many lost digits past 2^53. */
  lostAsNumber?: { zeros: number; digits: number };
}

/** Files that hold tables otherwise than as delimited text; each is turned into sheets of text cells first. */
export const CONTAINER_FORMATS = [
  'xlsx',
  'xlsm',
  'xlsb',
  'xls',
  'xml-2003',
  'ods',
  'json',
  'ndjson',
  'html',
  'vcard',
  'eml',
  'mbox',
  'sqlite',
] as const;
export type ContainerFormat = (typeof CONTAINER_FORMATS)[number];

export interface SheetInfo {
  name: string;
  /** Rows with something in them, and the width of the widest. */
  rows: number;
  columns: number;
  hidden: boolean;
}

/** What a person should know about a sheet that no column shows. */
export type ContainerNoteCode =
  | 'hidden-rows'
  | 'hidden-columns'
  | 'merged'
  | 'merged-names'
  | 'formula-without-value'
  | 'error-cells'
  | 'date-1904'
  | 'no-such-day'
  | 'binary-left-out'
  | 'text-cut'
  | 'values-joined';

export interface ContainerNote {
  code: ContainerNoteCode;
  count: number;
  /** Up to five places or values: `B7`, `#N/A`. */
  where: string[];
}

export interface ContainerReport {
  format: ContainerFormat;
  sheets: SheetInfo[];
  /** The one that was read. */
  sheet: string;
  notes: ContainerNote[];
}

export interface ReadReport {
  tableId: string;
  fileName: string;
  fileBytes: number;
  /** SHA-256 of the file's bytes, hex; empty until the table is kept, where it is worked out apart. */
  fileDigest: string;
  encoding: Encoding;
  /** Why this encoding: a byte order mark, bytes that are valid only so, everyday letters only so, the NUL bytes of UTF-16, or the person's choice. */
  encodingEvidence: 'bom' | 'valid-utf-8' | 'ascii' | 'valid-gb18030' | 'usual-letters' | 'nul-pattern' | 'chosen';
  delimiter: string;
  quote: Quote;
  /** Absent in reports of earlier versions: doubled. */
  escape?: Escape;
  headerRow: number;
  /** The names of this record and the one above were put together. Absent: they were not. */
  headerRows?: 2;
  rowCount: number;
  columns: ColumnReport[];
  accounting: Accounting;
  /** The first 1,000 rejected records. */
  rejections: Rejection[];
  /** First five data records, cells as in the file. */
  preview: string[][];
  /** Same for every file with these columns, names in order: recipes are found by it. */
  shape: string;
  /** There are more names than most rows have cells (a name may have been cut in two), or fewer (two may have run together). */
  splitHeader?: { names: number; cells: number };
  /** Rows whose first text cell says total, 合计 ... at the end of the file. */
  totalsRows: number[];
  /** Where the table comes from a workbook or another file of tables; lines are then rows of the sheet, and encoding, delimiter and quote mean nothing. */
  container?: ContainerReport;
}
