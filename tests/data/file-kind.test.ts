import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { checkFileKind } from '../../src/data/file-kind.ts';

function kindOf(bytes: number[] | string): string {
  const head = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes);
  try {
    checkFileKind(head, false);
    return 'text';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe('what a file is (F30, F31)', () => {
  it('refuses pictures, documents and archives by their first bytes', () => {
    expect(kindOf([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])).toBe('file-not-text');
    expect(kindOf('%PDF-1.7 ...')).toBe('file-not-text');
    expect(kindOf([0x1f, 0x8b, 0x08, 0, 0])).toBe('file-not-text');
    expect(kindOf([0x50, 0x4b, 3, 4, ...new TextEncoder().encode('....photo.jpg')])).toBe('file-not-text');
  });

  it('knows workbooks from other archives', () => {
    expect(kindOf([0x50, 0x4b, 3, 4, ...new TextEncoder().encode('......[Content_Types].xml')])).toBe('file-is-workbook');
    expect(kindOf([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])).toBe('file-is-workbook');
  });

  it('refuses bytes that are mostly control characters, and keeps text with a stray NUL (F32)', () => {
    expect(kindOf([1, 2, 3, 4, 5, 6, 7, 8])).toBe('file-not-text');
    expect(kindOf('a,b\n1,x\u0000y\n')).toBe('text');
  });

  it('names an empty file', () => {
    expect(kindOf('')).toBe('file-empty');
  });
});
