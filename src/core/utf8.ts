/** UTF-8 bytes of a text; a lone half of a surrogate pair becomes U+FFFD, as the encoding standard asks. */
export function utf8Bytes(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  const bytes = new Uint8Array(escaped.length);
  let length = 0;
  for (let i = 0; i < escaped.length; i++) {
    if (escaped[i] === '%') {
      bytes[length++] = parseInt(escaped.slice(i + 1, i + 3), 16);
      i += 2;
    } else bytes[length++] = escaped.charCodeAt(i);
  }
  return bytes.slice(0, length);
}
