import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64, eml, encodedWords } from '../../src/agent/eml.ts';

const AT = Date.UTC(2026, 10, 5, 14, 8, 9);
/** Decodes as RFC 2047 section 6.2 says: words only, the white space between two of them dropped. */
const decodeWords = (text: string) =>
  text
    .replace(/\?=\r\n =\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=/g, (_, word: string) => Buffer.from(word, 'base64').toString('utf8'));
const headerOf = (file: string) => file.slice(0, file.indexOf('\r\n\r\n')).split(/\r\n(?! )/);
const bodyOf = (file: string) => Buffer.from(file.slice(file.indexOf('\r\n\r\n') + 4), 'base64').toString('utf8');

describe('base64', () => {
  // RFC 4648 section 10.
  it('gives the published vectors', () => {
    expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base64(new TextEncoder().encode(text)))).toEqual([
      '',
      'Zg==',
      'Zm8=',
      'Zm9v',
      'Zm9vYg==',
      'Zm9vYmE=',
      'Zm9vYmFy',
    ]);
  });
});

describe('an .eml draft', () => {
  it('is one unsent message, byte for byte', () => {
    expect(eml({ subject: 'It has been a while', body: 'Dear Mei,\nhello.' }, { name: 'Mei Chen', email: 'mei@example.com' }, AT)).toBe(
      [
        'X-Unsent: 1',
        'Date: Thu, 05 Nov 2026 14:08:09 +0000',
        'To: Mei Chen <mei@example.com>',
        'Subject: It has been a while',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from('Dear Mei,\r\nhello.').toString('base64'),
        '',
      ].join('\r\n'),
    );
  });

  it('carries Chinese in subject, name and body', () => {
    const file = eml(
      { subject: '好久不见，您的乌龙茶已经到店'.repeat(4), body: '尊敬的陈晓梅：\n\n您好。' },
      { name: '陈晓梅', email: 'chen@example.cn' },
      AT,
    );
    expect(file).toMatch(/^[\r\n\x20-\x7e]*$/);
    const header = headerOf(file).map(decodeWords);
    expect(header).toContain(`Subject: ${'好久不见，您的乌龙茶已经到店'.repeat(4)}`);
    expect(header).toContain('To: 陈晓梅 <chen@example.cn>');
    expect(bodyOf(file)).toBe('尊敬的陈晓梅：\r\n\r\n您好。');
  });

  it('keeps encoded words within 75 characters and never cuts a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => {
        const words = encodedWords(text);
        const plain = text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/ {2,}/g, ' ').trim(); // prettier-ignore
        expect(decodeWords(words)).toBe(plain);
        for (const word of words.split('\r\n ')) expect(word.length).toBeLessThanOrEqual(75);
      }),
    );
  });

  it('lets no name, address, subject or body open a header of its own', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (subject, body, name, email) => {
        const evil = '\r\nBcc: thief@example.com\r\n\r\n';
        const file = eml(
          { subject: subject + evil + subject, body: body + evil },
          { name: name + evil + name, email: fc.sample(fc.constantFrom(email, 'a@b.cc', `a@b.cc${evil}`), 1)[0] },
          AT,
        );
        const names = headerOf(file).map((line) => line.slice(0, line.indexOf(':')));
        expect(names.filter((header) => header !== 'To')).toEqual([
          'X-Unsent',
          'Date',
          'Subject',
          'MIME-Version',
          'Content-Type',
          'Content-Transfer-Encoding',
        ]);
        expect(file.replace(/\r\n/g, '')).toMatch(/^[\x20-\x7e]*$/);
        expect(file.split('\r\n').every((line) => line.length <= 998)).toBe(true);
      }),
    );
  });

  it('quotes a name with marks in it', () => {
    expect(eml({ subject: 's', body: '' }, { name: 'O"Neil, <Ann>', email: 'ann@example.com' }, AT)).toContain(
      'To: "O\\"Neil, <Ann>" <ann@example.com>',
    );
  });

  it('has no To: without a plain address', () => {
    expect(eml({ subject: 's', body: '' }, { name: 'x', email: 'not an address' }, AT)).not.toContain('To:');
  });
});
