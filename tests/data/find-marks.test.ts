import { describe, expect, it } from 'vitest';
import { findMarks } from '../../src/data/find-marks.ts';

const marks = (text: string) => findMarks(text, true, {});

describe('delimiter, quotation mark and escape', () => {
  it('takes single quotes that open and close cells, not those inside words', () => {
    expect(marks("id,name\n1,'Ann, Bo'\n2,'Cy'\n3,'Di'\n")).toEqual({ delimiter: ',', quote: "'", escape: 'doubled' });
    expect(marks("id,place\n1,'s-Hertogenbosch\n2,O'Brien\n3,'t Gooi\n").quote).toBe('"');
    expect(marks('id,name,note\n1,"Ann","it\'s"\n2,"Bo",\'x\'\n').quote).toBe('"');
  });

  it('takes a backslash for an escape where quotes would be left over otherwise', () => {
    expect(marks('id;text\n1;"say \\"yes\\""\n2;"no; \\"x\\""\n').escape).toBe('backslash');
    // A folder that ends in a backslash is no escape.
    expect(marks('id,dir\n1,"C:\\dir\\"\n2,"D:\\"\n').escape).toBe('doubled');
    expect(marks('id,text\n1,"say ""yes"""\n').escape).toBe('doubled');
  });

  it('tries rarer marks where no usual one cuts', () => {
    expect(marks('id#name#town\n1#Ann#Rome, IT\n2#Bo#Paris, FR\n').delimiter).toBe('#');
    expect(marks('id^name^town\n1^Ann^Rome\n2^Bo^Paris\n').delimiter).toBe('^');
    expect(marks('id::name::town\n1::Ann::Rome\n2::Bo::Paris\n').delimiter).toBe('::');
    expect(marks('id\u001fname\u001ftown\n1\u001fAnn\u001fRome\n').delimiter).toBe('\u001f');
  });

  it('does not cut times, addresses or codes of a single column', () => {
    expect(marks('time\n10:15:00\n11:20:31\n12:00:01\n').delimiter).toBe(',');
    expect(marks('link\nhttps://a.example/x\nhttps://b.example/y\n').delimiter).toBe(',');
    expect(marks('code\nA_1\nB_2\nC_3\n').delimiter).toBe(',');
  });

  it('does not count titles and comments against a cut', () => {
    expect(marks('# made by hand\n# in May\nid|n\n1|2\n2|3\n').delimiter).toBe('|');
    expect(marks('Report of May, all shops\nid;n;m\n1;2;3\n2;3;4\n').delimiter).toBe(';');
  });

  it('follows the person', () => {
    expect(findMarks("a,'b'\n", true, { delimiter: ';', quote: 'none', escape: 'doubled' })).toEqual({
      delimiter: ';',
      quote: 'none',
      escape: 'doubled',
    });
  });
});
