/**
 * Encryption of everything that is stored: AES-256-GCM with a fresh random 96-bit IV per value (NIST SP 800-38D). Each value
 * is bound to its place by additional data, so that a value that was moved, swapped, cut or changed is refused.
 */
import { AppError } from '../core/errors.ts';
import type { ColumnChunk } from '../core/column.ts';
import { decodeChunk } from './chunk-bytes.ts';
import { bytesOf, type Bytes, type VaultKeys } from './envelope.ts';

/** First byte of every encrypted value: format 1 = IV (12 bytes), then ciphertext with its 16-byte tag. */
const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Where a chunk belongs. `rows` and `kind` come from the table's report, not from the chunk. */
export interface ChunkPlace {
  tableId: string;
  column: number;
  chunk: number;
  rows: number;
  kind: ColumnChunk['kind'];
}

export interface Vault {
  vaultId: string;
  seal(place: string, plain: Bytes): Promise<Bytes>;
  /** Errors: `damaged` for anything but the very bytes that `seal` made for this place in this vault. */
  open(place: string, sealed: Bytes): Promise<Bytes>;
  /** `encoded` is what `encodeChunk` made of the chunk. The sealed value comes in two pieces, to be written one after the other. */
  sealChunk(place: ChunkPlace, encoded: Bytes): Promise<[Bytes, Bytes]>;
  openChunk(place: ChunkPlace, sealed: Bytes): Promise<ColumnChunk>;
  /** The name a record is stored under: equal ids have equal names, and the name does not tell the id. */
  nameOf(kind: string, id: string): Promise<string>;
}

/**
 * IV and authentication tag of a sealed value (or of its first and last piece), hex: no two values have the same, and nobody without the key can make another
 * value that opens under them. What knows the mark knows the bytes, without hashing them a second time.
 */
export function sealMark(first: Bytes, last = first): string {
  let hex = '';
  for (const byte of first.subarray(1, 1 + IV_BYTES)) hex += byte.toString(16).padStart(2, '0');
  for (const byte of last.subarray(-TAG_BYTES)) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

export function openVault({ vaultId, encryption, naming }: VaultKeys): Vault {
  const bound = (iv: Bytes, place: string) => ({ name: 'AES-GCM', iv, additionalData: bytesOf(`regulars ${FORMAT}|${vaultId}|${place}`) });

  async function sealInPieces(place: string, plain: Bytes): Promise<[Bytes, Bytes]> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const secret = await crypto.subtle.encrypt(bound(iv, place), encryption, plain);
    return [Uint8Array.of(FORMAT, ...iv), new Uint8Array(secret)];
  }

  async function seal(place: string, plain: Bytes): Promise<Bytes> {
    const [head, secret] = await sealInPieces(place, plain);
    const sealed = new Uint8Array(head.length + secret.length);
    sealed.set(head);
    sealed.set(secret, head.length);
    return sealed;
  }

  async function open(place: string, sealed: Bytes): Promise<Bytes> {
    if (sealed[0] !== FORMAT) throw new AppError('damaged');
    const iv = sealed.slice(1, 1 + IV_BYTES);
    try {
      return new Uint8Array(await crypto.subtle.decrypt(bound(iv, place), encryption, sealed.subarray(1 + IV_BYTES)));
    } catch {
      throw new AppError('damaged');
    }
  }

  return {
    vaultId,
    seal,
    open,
    sealChunk: (place, encoded) => sealInPieces(placeText(place), encoded),
    openChunk: async (place, sealed) => decodeChunk(place.kind, place.rows, await open(placeText(place), sealed)),
    async nameOf(kind, id) {
      const mac = await crypto.subtle.sign('HMAC', naming, bytesOf(`${kind}|${id}`));
      return Array.from(new Uint8Array(mac, 0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
  };
}

function placeText({ tableId, column, chunk, rows, kind }: ChunkPlace): string {
  return `chunk|${tableId}|${column}|${chunk}|${rows}|${kind}`;
}
