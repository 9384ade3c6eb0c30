import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { sniffEncoding, surveyEncoding } from '../../src/data/encoding.ts';

/** GB2312 bytes (EUC-CN) of 客户名称,金额 and 张三,一百二十八, from the GB 2312 code table. */
const GBK = [
  0xbf, 0xcd, 0xbb, 0xa7, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0xd2, 0xbb, 0xb0, 0xd9,
  0x0a,
];
const LATIN = [
  ...'nom,ville\nRen',
  String.fromCharCode(0xe9),
  ...'e,Orl',
  String.fromCharCode(0xe9),
  ...'ans\nBj',
  String.fromCharCode(0xf6),
  ...'rn,K',
  String.fromCharCode(0xf6),
  ...'ln\n',
].map((c) => c.charCodeAt(0));

async function survey(bytes: number[] | Uint8Array): Promise<string> {
  try {
    return (await surveyEncoding(bytesSource(Uint8Array.from(bytes)))).encoding;
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe('which encoding a file is in (F22, F23)', () => {
  it('believes a byte order mark', () => {
    expect(sniffEncoding(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), undefined)).toMatchObject({
      encoding: 'utf-8',
      evidence: 'bom',
      bomBytes: 3,
    });
    expect(sniffEncoding(Uint8Array.of(0xff, 0xfe, 0x61, 0), undefined)).toMatchObject({
      encoding: 'utf-16le',
      evidence: 'bom',
      bomBytes: 2,
    });
    expect(sniffEncoding(Uint8Array.of(0xfe, 0xff, 0, 0x61), undefined)).toMatchObject({
      encoding: 'utf-16be',
      evidence: 'bom',
      bomBytes: 2,
    });
  });

  it('knows UTF-16 without a mark by its NUL bytes', () => {
    const text = [...'name,amount\nAnn,12\n'].flatMap((c) => [c.charCodeAt(0), 0]);
    expect(sniffEncoding(Uint8Array.from(text), undefined)).toMatchObject({ encoding: 'utf-16le', evidence: 'nul-pattern' });
  });

  it('takes ASCII and strict UTF-8 for UTF-8 until a byte refutes it', () => {
    expect(sniffEncoding(new TextEncoder().encode('a,b\n'), undefined)).toMatchObject({
      encoding: 'utf-8',
      evidence: 'ascii',
      provisional: true,
    });
    expect(sniffEncoding(new TextEncoder().encode('名,é\n'), undefined)).toMatchObject({ encoding: 'utf-8', evidence: 'valid-utf-8' });
    expect(sniffEncoding(Uint8Array.from(GBK), undefined)).toBeUndefined();
  });

  it('follows the person', () => {
    expect(sniffEncoding(Uint8Array.from(GBK), 'big5')).toMatchObject({ encoding: 'big5', evidence: 'chosen' });
  });

  it('reads Chinese as GB18030, and asks where accented Latin letters would pass for it', async () => {
    expect(await survey(GBK)).toBe('gb18030');
    expect(await survey(LATIN)).toBe('encoding-unknown');
  });

  it('takes Korean for Korean, not for Chinese', async () => {
    // EUC-KR hangul: lead bytes B0..C8, cycled.
    const hangul = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0xb0 + ((i * 7) % 0x19) : 0xa1 + ((i * 11) % 0x5e)));
    expect(await survey(hangul)).toBe('euc-kr');
  });

  it('keeps UTF-8 in which a few bytes are broken: those records are rejected', async () => {
    const bytes = new TextEncoder().encode('客户,金额\n张三,12\n李四,13\n王五,14\n赵六,15\n');
    bytes[bytes.length - 2] = 0xff;
    expect(await survey(bytes)).toBe('utf-8');
  });

  it('names the byte that fits nothing', async () => {
    await expect(surveyEncoding(bytesSource(Uint8Array.from(LATIN)))).rejects.toMatchObject({
      code: 'encoding-unknown',
      params: { offset: 13 },
    });
  });
});
