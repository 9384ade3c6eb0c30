/** The headers a page came with, against those it should come with. */

export interface HeaderCheck {
  name: string;
  expected: string;
  /** null: the header is absent. */
  found: string | null;
  same: boolean;
}

/** Spaces and the order of policy directives make no difference to a browser. */
function canonical(value: string): string {
  return value
    .split(';')
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter(Boolean)
    .sort()
    .join('; ');
}

export function compareHeaders(found: (name: string) => string | null, expected: Record<string, string>): HeaderCheck[] {
  return Object.entries(expected).map(([name, value]) => {
    const got = found(name);
    return { name, expected: value, found: got, same: got !== null && canonical(got) === canonical(value) };
  });
}
