import { describe, expect, it } from 'vitest';
import { findHeader, findSecondHeader } from '../../src/data/find-header.ts';

const cut = (text: string) => text.split('\n').map((line) => line.split(','));

describe('the row of names', () => {
  it('skips lines of comment, however many', () => {
    const comments = Array.from({ length: 30 }, (_, i) => `# note, ${i}, and more`).join('\n');
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${2 * i},x`).join('\n');
    expect(findHeader(cut(`${comments}\nid,n,kind\n${rows}`))).toBe(30);
    expect(findHeader(cut('#,name,n\n1,Ann,2\n2,Bo,3'))).toBe(0);
  });

  it('sees units and notes below the names', () => {
    expect(findSecondHeader(cut('day,weight,price\n(date),(kg),(EUR)\n2024-01-01,1,2\n2024-01-02,2,3\n2024-01-03,3,4'), 0)).toBe(1);
    expect(findSecondHeader(cut('id,n,town\nnumber of row,count,where\n1,2,Rome\n2,3,Paris\n3,4,Bonn'), 0)).toBe(1);
  });

  it('takes no data for names: text columns, blanks, words for nothing, one odd cell', () => {
    expect(findSecondHeader(cut('name,town\nAnn,Rome\nBo,Paris\nCy,Bonn\nDi,Bari'), 0)).toBe(-1);
    expect(findSecondHeader(cut('id,n,m\n1,,NA\n2,3,4\n3,4,5\n4,5,6'), 0)).toBe(-1);
    expect(findSecondHeader(cut('id,n,m\n1,many,2\n2,3,4\n3,4,5\n4,5,6'), 0)).toBe(-1);
  });
});
