/** ZIP archives made by hand, truthful or not. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface MadeEntry {
  name: string;
  data: string | Uint8Array;
  /** What the archive says instead of the truth. */
  says?: { bytes?: number; crc?: number; flags?: number };
  /** Already deflated. */
  packed?: Uint8Array;
}

export function zipOf(entries: readonly MadeEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data, says = {}, packed } of entries) {
    const bytes = typeof data === 'string' ? Buffer.from(data) : Buffer.from(data);
    const body = Buffer.from(packed ?? deflateRawSync(bytes));
    const nameBytes = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(says.flags ?? 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(says.crc ?? checkSum(bytes), 10);
    fields.writeUInt32LE(body.length, 14);
    fields.writeUInt32LE(says.bytes ?? bytes.length, 18);
    fields.writeUInt16LE(nameBytes.length, 22);
    parts.push(Buffer.from([0x50, 0x4b, 3, 4]), fields, nameBytes, body);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), fields, rest, nameBytes);
    at += 4 + fields.length + nameBytes.length + body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.set([0x50, 0x4b, 5, 6]);
  end.writeUInt16LE(Math.min(0xffff, entries.length), 8);
  end.writeUInt16LE(Math.min(0xffff, entries.length), 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Uint8Array.from(Buffer.concat([...parts, list, end]));
}

/** Node has had `crc32` since 20.15. */
function checkSum(bytes: Uint8Array): number {
  return crc32(bytes);
}
