/** Cells copied from a spreadsheet program or a web page as a file: the clipboard holds them as tab-separated text, or as HTML. */

/** Undefined where the text is no table (one line, or neither tab, comma nor semicolon). */
export function pastedTable(text: string, fileName: string): File | undefined {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2 || !/[\t,;]/.test(lines[0])) return undefined;
  return new File([text], fileName, { type: 'text/tab-separated-values' });
}

/** What was copied: cells before pictures of them (spreadsheet programs give both), text before HTML (it has no layout to guess at). */
export function pastedFile(clipboard: DataTransfer, name: string): File | undefined {
  const html = clipboard.getData('text/html');
  const isTable = /<table[\s>]/i.test(html);
  const asText = pastedTable(clipboard.getData('text/plain'), `${name}.tsv`);
  if (asText && (!isTable || clipboard.getData('text/plain').includes('\t'))) return asText;
  if (isTable) return new File([html], `${name}.html`, { type: 'text/html' });
  return asText ?? clipboard.files[0];
}
