/** Bytes as mail and address books write them in plain letters: quoted-printable (RFC 2045, 6.7) and base64, in any character set. */

/** `text` holds one byte per character (the low eight bits of each code). */
export function bytesOfQuotedPrintable(text: string): Uint8Array {
  const joined = text.replace(/=[ \t]*\r?\n/g, '');
  const bytes = new Uint8Array(joined.length);
  let length = 0;
  for (let p = 0; p < joined.length; p++) {
    const hex = joined[p] === '=' ? /^[0-9A-Fa-f]{2}/.exec(joined.slice(p + 1, p + 3))?.[0] : undefined;
    if (hex === undefined) bytes[length++] = joined.charCodeAt(p) & 0xff;
    else {
      bytes[length++] = parseInt(hex, 16);
      p += 2;
    }
  }
  return bytes.subarray(0, length);
}

/** What is no base64 is passed over, a broken end is cut off. */
export function bytesOfBase64(text: string): Uint8Array {
  const clean = text.replace(/[^A-Za-z0-9+/]/g, '');
  const whole = clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0));
  const binary = atob(whole);
  return bytesOf(binary);
}

export function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let p = 0; p < binary.length; p++) bytes[p] = binary.charCodeAt(p) & 0xff;
  return bytes;
}

/** In the character set that is named; where none is, or none has that name: UTF-8 if the bytes are, else Chinese, else Western. */
export function textOf(bytes: Uint8Array, charset: string | undefined): string {
  const name = charset?.trim().toLowerCase();
  for (const encoding of [name === 'gb2312' || name === 'gbk' ? 'gb18030' : name === 'us-ascii' ? undefined : name, 'utf-8', 'gb18030']) {
    if (encoding === undefined || encoding === '') continue;
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Next.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}
