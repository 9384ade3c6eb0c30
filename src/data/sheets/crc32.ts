/** The check sum of ZIP entries (ISO 3309, polynomial 0xEDB88320 reflected), four bytes at a time. */
const TABLES = Array.from({ length: 4 }, () => new Int32Array(256));
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  TABLES[0][byte] = value;
}
for (let byte = 0; byte < 256; byte++) {
  for (let k = 1; k < 4; k++) TABLES[k][byte] = (TABLES[k - 1][byte] >>> 8) ^ TABLES[0][TABLES[k - 1][byte] & 0xff];
}

export class Crc32 {
  private state = -1;

  add(bytes: Uint8Array): void {
    const [t0, t1, t2, t3] = TABLES;
    let crc = this.state;
    let i = 0;
    for (const n = bytes.length - 3; i < n; i += 4) {
      crc ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
      crc = t3[crc & 0xff] ^ t2[(crc >>> 8) & 0xff] ^ t1[(crc >>> 16) & 0xff] ^ t0[crc >>> 24];
    }
    for (; i < bytes.length; i++) crc = t0[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
    this.state = crc;
  }

  /** Unsigned. */
  get value(): number {
    return ~this.state >>> 0;
  }
}
