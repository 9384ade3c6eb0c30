/** Cells copied from a spreadsheet program as a file: the clipboard holds them as tab-separated text. */

/** Undefined where the text is no table (one line, or neither tab, comma nor semicolon). */
export function pastedTable(text: string, fileName: string): File | undefined {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2 || !/[\t,;]/.test(lines[0])) return undefined;
  return new File([text], fileName, { type: 'text/tab-separated-values' });
}
