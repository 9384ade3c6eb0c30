import { describe, expect, it } from 'vitest';
import { sniffDialect } from '../../src/data/sniff-dialect.ts';

const sniff = (head: string) => sniffDialect(head, true, {});

describe('how a file is cut', () => {
  it('prefers the delimiter that gives every record the same cells', () => {
    expect(sniff('a;b;c\n"x,y";1,5;2\n"z,w";2,5;3\n').delimiter).toBe(';');
    expect(sniff('text\n"one, two"\n"three, four, five"\n').delimiter).toBe(',');
  });

  it('gives R’s unnamed row names a column', () => {
    expect(sniff('"a","b"\n"1",5,6\n"2",7,8\n').header).toEqual(['', 'a', 'b']);
  });

  it('gives an unnamed last column a place', () => {
    expect(sniff('a,b\n1,2,x\n1,3,y\n1,2,x\n').header).toEqual(['a', 'b', '']);
  });

  it('skips titles and blank records above the names', () => {
    expect(sniff('Report,,\n\nFrom 1 May,,\nid,name,n\n1,Ann,2\n2,Bob,3\n')).toMatchObject({ headerRow: 3, header: ['id', 'name', 'n'] });
  });
});
