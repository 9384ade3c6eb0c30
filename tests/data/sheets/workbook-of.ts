/** Small Office Open XML and OpenDocument workbooks from the XML of their sheets. */
import { zipOf, type MadeEntry } from './zip-of.ts';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface MadeSheet {
  name: string;
  /** What is inside `sheetData`. */
  rows: string;
  /** Before and after it. */
  before?: string;
  after?: string;
  state?: string;
}

export interface MadeWorkbook {
  sheets: readonly MadeSheet[];
  texts?: readonly string[];
  /** Format codes; cell style i+1 has code i. */
  formats?: readonly string[];
  date1904?: boolean;
  extra?: readonly MadeEntry[];
}

export function xlsxEntries({ sheets, texts = [], formats = [], date1904 = false, extra = [] }: MadeWorkbook): MadeEntry[] {
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  return [
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: '_rels/.rels', data: `<Relationships>${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>` },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns:r="${RELATIONS}"><workbookPr date1904="${date1904}"/><sheets>${sheets
        .map(
          ({ name, state }, i) =>
            `<sheet name="${escape(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${state ? ` state="${state}"` : ''}/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships>${sheets.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('')}${relation('s', 'styles', 'styles.xml')}${relation('t', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      data: `<sst>${texts.map((text) => `<si>${text.startsWith('<') ? text : `<t>${escape(text)}</t>`}</si>`).join('')}</sst>`,
    },
    {
      name: 'xl/styles.xml',
      data: `<styleSheet><numFmts>${formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escape(code)}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${164 + i}"/>`).join('')}</cellXfs></styleSheet>`,
    },
    ...sheets.map(({ rows, before = '', after = '' }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      data: `<?xml version="1.0"?><worksheet>${before}<sheetData>${rows}</sheetData>${after}</worksheet>`,
    })),
    ...extra,
  ];
}

export function xlsxOf(workbook: MadeWorkbook): Uint8Array {
  return zipOf(xlsxEntries(workbook));
}

export function odsOf(tables: string, styles = ''): Uint8Array {
  return zipOf([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' },
    {
      name: 'content.xml',
      data: `<office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    },
  ]);
}
