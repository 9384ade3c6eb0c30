/** What the file picker offers. What a file really is shows when it is read, whatever its name. */
export const EXTENSIONS: readonly string[] =
  'csv tsv txt xlsx xlsm xls xlsb et ods xml json ndjson jsonl html htm vcf eml mbox sqlite sqlite3 db'.split(' ');
const MEDIA_TYPES = ['text/csv', 'text/tab-separated-values', 'text/plain', 'application/vnd.ms-excel', 'application/json', 'text/vcard'];

export const FILE_TYPES = [...EXTENSIONS.map((extension) => `.${extension}`), ...MEDIA_TYPES].join(',');
