/**
 * Names of columns that are spread over merged cells: a group above its members (`Q1` over `Jan` and `Feb`), beside names
 * merged downwards. One name per column comes of it; titles over the whole width are left alone, and passed over.
 */

/** 0-based, both ends included. */
export interface MergedRange {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** Names span at most this many rows. */
const MAX_DEPTH = 5;
/** Of the first rows: no header has more. */
const MAX_RANGES = 1000;

/** The row that gets the names, and the names; undefined where no merged cell belongs to a header. `head`: the first rows, ragged. */
export function nameMergedColumns(
  head: readonly (readonly string[])[],
  all: readonly MergedRange[],
): { row: number; names: string[] } | undefined {
  const merges = all.filter(({ top }) => top < head.length).slice(0, MAX_RANGES);
  const width = head.reduce((most, row) => Math.max(most, row.length), 0);
  const groups = merges.filter(({ top, left, right }) => top < head.length && right > left && !isTitle(head[top], left, right, width));
  if (groups.length === 0) return undefined;
  const top = Math.min(...groups.map((group) => group.top));
  // Data rows may have merged cells too: a header has nothing above it but titles.
  if (head.slice(0, top).some((row) => row.filter((cell) => cell !== '').length > 1)) return undefined;
  const beside = merges.filter((range) => range.top === top && range.bottom > top && range.bottom - top < MAX_DEPTH);
  const merged = Math.max(
    top,
    ...beside.map((range) => range.bottom),
    ...groups.filter((range) => range.top === top).map((range) => range.bottom),
  );
  const bottom = merged === top && hasMembersBelow(head, groups, top) ? top + 1 : merged;
  if (bottom >= head.length) return undefined;
  const names = Array.from({ length: width }, (_, column) => {
    const parts: string[] = [];
    for (let row = top; row <= bottom; row++) {
      const part = filled(head, merges, row, column).trim();
      if (part !== '' && parts.at(-1) !== part) parts.push(part);
    }
    return parts.join(' ');
  });
  return { row: bottom, names };
}

/** The row below names the members of each group: all filled, none a number, and the row after it is otherwise. */
function hasMembersBelow(head: readonly (readonly string[])[], groups: readonly MergedRange[], top: number): boolean {
  const cells = (row: number): string[] =>
    groups
      .filter((group) => group.top === top)
      .flatMap(({ left, right }) => Array.from({ length: right - left + 1 }, (_, i) => (head[row]?.[left + i] ?? '').trim()));
  return cells(top + 1).every((cell) => cell !== '' && !/^[-+]?\d/.test(cell)) && cells(top + 2).some((cell) => /\d/.test(cell));
}

/**
 * The first row with several cells below a title, where a merged cell or a blank row says that it is one: in a narrow sheet
 * nothing else tells a title from names. Undefined where there is no such title, or numbers follow it.
 */
export function rowBelowTitles(head: readonly (readonly string[])[], merges: readonly MergedRange[]): number | undefined {
  const filled = head.map((row) => row.filter((cell) => cell !== ''));
  const at = filled.findIndex((row) => row.length > 1);
  const isTitle = (row: number): boolean =>
    merges.some(({ top, left, right }) => top === row && right > left) || filled[row + 1].length === 0;
  const hasTitles = filled.slice(0, at).some((row, i) => row.length === 1 && isTitle(i));
  return at > 0 && hasTitles && filled[at].every((cell) => !/^[-+]?\D?\d/.test(cell)) ? at : undefined;
}

/** One cell merged over (nearly) all of the row, with nothing beside it. */
function isTitle(row: readonly string[], left: number, right: number, width: number): boolean {
  const beside = row.some((cell, column) => cell !== '' && (column < left || column > right));
  return !beside || right - left + 1 >= width;
}

function filled(head: readonly (readonly string[])[], merges: readonly MergedRange[], row: number, column: number): string {
  const own = head[row]?.[column] ?? '';
  if (own !== '') return own;
  const over = merges.find(({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right);
  return over ? (head[over.top]?.[over.left] ?? '') : '';
}
