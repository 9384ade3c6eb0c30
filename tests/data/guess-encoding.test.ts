import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { sniffEncoding, surveyEncoding } from '../../src/data/encoding.ts';

/** Bytes by Python 3.11's codecs (`text.encode(name).hex()`), of made-up order lines. */
const hex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const SAMPLES = {
  big5: 'ad71b3e6bd73b8b92cabc8a4e12cb0d3ab7e2cbcc6b6710a313030312ca4fda470a9fa2caf51c073aff9b8ad2c320a313030322cb3afacfcc4522cacf5aff9c2a7b2b02c310a313030332caa4ca5fda5cd2ca940b0d8a8a72c350a',
  shift_jis:
    '928d95b694d48d862c82a88b71976c96bc2c8374838a834b83692c8fa495690a312c8e52936391be98592c8384837d835f835e838d83452c82a89283835a836283670a322c97e996d889d48e712c83588359834c836e836983522c8352815b8371815b93a40a',
  'euc-jp':
    'c3edcab8c8d6b9e62ca4aab5d2cdcdccbe2ca5d5a5eaa5aca5ca2cbea6c9ca0a312cbbb3c5c4c2c0cfba2ca5e4a5dea5c0a5bfa5eda5a62ca4aac3e3a5bba5c3a5c80a322cceebccdab2d6bbd22ca5b9a5baa5ada5cfa5caa5b32ca5b3a1bca5d2a1bcc6a60a',
  'euc-kr':
    'c1d6b9aeb9f8c8a32cb0edb0b4c0ccb8a72cbbf3c7b02cbcf6b7ae0a312cc8abb1e6b5bf2cb3ecc2f7bcbcc6ae2c320a322cb1e8bfb5c8f12cc4bfc7c7bff8b5ce2c310a332cc0ccbcf8bdc52cc8abc2f7bcb1b9b0bcbcc6ae2c340a342cb9dac1f6bcba2cbfecb7d5c2f7bfcdb4d9b1e22c330a352cc3d6b9cebcf62cbab8c0ccc2f72c320a362cc1a4bfecbcba2cb1b9c8adc2f72c310a',
} as const;

async function survey(bytes: Uint8Array): Promise<{ encoding?: string; error?: AppError }> {
  try {
    return { encoding: (await surveyEncoding(bytesSource(bytes))).encoding };
  } catch (error) {
    if (error instanceof AppError) return { error };
    throw error;
  }
}

describe('East Asian encodings by their everyday letters (F22)', () => {
  for (const [encoding, bytes] of Object.entries(SAMPLES)) {
    it(`reads ${encoding}`, async () => {
      expect((await survey(hex(bytes))).encoding).toBe(encoding);
    });
  }

  it('asks where a short text may be Korean or Chinese, with the lines decoded each way', async () => {
    const { error } = await survey(hex('c0ccb8a72cb1ddbed70ac8abb1e6b5bf2c313230300a'));
    expect(error?.code).toBe('encoding-unknown');
    expect(String(error?.params.choices).split(' ')).toContain('euc-kr');
    expect(error?.params['as-euc-kr']).toBe('이름,금액\n홍길동,1200');
  });

  it('asks about Western letters, and names line and byte', async () => {
    const { error } = await survey(hex('6e617a77612c696c650abff3b37479206b6f6c6f722c330a'));
    expect(error?.params).toMatchObject({ line: 2, offset: 10, 'as-windows-1250': 'żółty kolor,3' });
  });

  it('asks about letters of one byte each, of another alphabet first', async () => {
    const { error } = await survey(hex('e8ecff2ce3eef0eee40ac0edede02ccceef1eae2e00ac8e2e0ed2ccae0e7e0edfc0a'));
    expect(String(error?.params.choices).split(' ')[0]).toBe('windows-1251');
  });
});

describe('UTF-16 without a mark, ISO-2022', () => {
  it('knows Chinese text of 16 bits by its line ends and commas', () => {
    expect(sniffEncoding(hex('a25b37622c00d1919d980a00205f094e2c0041538c4e0a004e67db562c004153094e0a00'), undefined)?.encoding).toBe(
      'utf-16le',
    );
    expect(sniffEncoding(hex('5ba26237002c91d1989d000a5f204e09002c53414e8c000a674e56db002c53414e09000a'), undefined)?.encoding).toBe(
      'utf-16be',
    );
  });

  it('does not take bytes with a few zeros for text of 16 bits', () => {
    expect(sniffEncoding(Uint8Array.of(0x61, 0, 0x62, 0x63, 0, 0x64, 0x65, 0x66, 0, 0x67), undefined)?.encoding).toBe('utf-8');
  });

  it('refuses Japanese mail, whose bytes look like ASCII', () => {
    expect(() =>
      sniffEncoding(
        hex(
          '1b2442436d4a38485639661b28422c1b2442242a35524d4d4c3e1b28422c1b24422555256a252c254a1b28422c1b24423e26494a1b28420a312c1b24423b33454442404f3a1b28422c1b24422564255e2540253f256d25261b28422c1b2442242a4363253b254325481b28420a322c1b24424e6b4c5a32563b521b28422c1b24422539253a252d254f254a25331b28422c1b24422533213c2552213c46261b28420a',
        ),
        undefined,
      ),
    ).toThrow(AppError);
  });
});
