/**
 * Encryption of everything that is stored: AES-256-GCM with a fresh random 96-bit IV per value (NIST SP 800-38D). Each value
 * is bound to its place by additional data, so that a value that was moved, swapped, cut or changed is refused.
 */
import { AppError } from '../core/errors.ts';
import type { ColumnChunk } from '../core/column.ts';
import { decodeChunk } from './chunk-bytes.ts';
import { bytesOf, type Bytes, type VaultKeys } from './envelope.ts';

/**
 * First byte of every encrypted value. `WHOLE`: IV (12 bytes), then ciphertext with its 16-byte tag. `IN_PIECES`: the same for each
 * piece of a longer value, one after the other; a piece is bound to its number, to how many there are, and to the IV of the first.
 */
const FORMAT = { WHOLE: 1, IN_PIECES: 2 } as const;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Browsers keep room for values of this size at hand; longer ones get fresh memory, which costs more than their encryption. */
const PIECE_BYTES = 1 << 18;

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
  /** `encoded` is what `encodeChunk` made of the chunk. The sealed value comes in several parts, to be written one after the other. */
  sealChunk(place: ChunkPlace, encoded: Bytes): Promise<Bytes[]>;
  openChunk(place: ChunkPlace, sealed: Bytes): Promise<ColumnChunk>;
  /** The name a record is stored under: equal ids have equal names, and the name does not tell the id. */
  nameOf(kind: string, id: string): Promise<string>;
}

/**
 * First IV and last authentication tag of a sealed value (of its first and last part), hex: no two values have the same, and nobody
 * without the key can make another value that opens under them. What knows the mark knows the bytes, without hashing them a second time.
 */
export function sealMark(first: Bytes, last = first): string {
  return hexOf(first.subarray(1, 1 + IV_BYTES)) + hexOf(last.subarray(-TAG_BYTES));
}

export function openVault({ vaultId, encryption, naming }: VaultKeys): Vault {
  const bound = (iv: Bytes, place: string) => ({
    name: 'AES-GCM',
    iv,
    additionalData: bytesOf(`regulars ${FORMAT.WHOLE}|${vaultId}|${place}`),
  });

  async function sealInParts(place: string, plain: Bytes): Promise<Bytes[]> {
    const count = Math.max(1, Math.ceil(plain.length / PIECE_BYTES));
    const first = newIv();
    const pieces = Array.from({ length: count }, async (_, n): Promise<Bytes[]> => {
      const iv = n === 0 ? first : newIv();
      const piece = plain.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES);
      const secret = await crypto.subtle.encrypt(bound(iv, pieceText(place, n, count, first)), encryption, piece);
      const head = n > 0 ? iv : Uint8Array.of(count === 1 ? FORMAT.WHOLE : FORMAT.IN_PIECES, ...iv);
      return [head, new Uint8Array(secret)];
    });
    return (await Promise.all(pieces)).flat();
  }

  async function seal(place: string, plain: Bytes): Promise<Bytes> {
    const parts = await sealInParts(place, plain);
    const sealed = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      sealed.set(part, at);
      at += part.length;
    }
    return sealed;
  }

  async function open(place: string, sealed: Bytes): Promise<Bytes> {
    const [format] = sealed;
    if (format !== FORMAT.WHOLE && format !== FORMAT.IN_PIECES) throw new AppError('damaged');
    const first = sealed.slice(1, 1 + IV_BYTES);
    const step = IV_BYTES + PIECE_BYTES + TAG_BYTES;
    const count = format === FORMAT.WHOLE ? 1 : Math.ceil((sealed.length - 1) / step);
    const openPiece = (piece: Bytes, n: number): Promise<ArrayBuffer> =>
      crypto.subtle.decrypt(bound(piece.slice(0, IV_BYTES), pieceText(place, n, count, first)), encryption, piece.subarray(IV_BYTES));
    try {
      if (count === 1) return new Uint8Array(await openPiece(sealed.subarray(1), 0));
      const plain = new Uint8Array(sealed.length - 1 - count * (IV_BYTES + TAG_BYTES));
      const pieces = Array.from({ length: count }, async (_, n) => {
        const piece = await openPiece(sealed.subarray(1 + n * step, 1 + (n + 1) * step), n);
        plain.set(new Uint8Array(piece), n * PIECE_BYTES);
      });
      await Promise.all(pieces);
      return plain;
    } catch {
      throw new AppError('damaged');
    }
  }

  return {
    vaultId,
    seal,
    open,
    sealChunk: (place, encoded) => sealInParts(placeText(place), encoded),
    openChunk: async (place, sealed) => decodeChunk(place.kind, place.rows, await open(placeText(place), sealed)),
    async nameOf(kind, id) {
      const mac = await crypto.subtle.sign('HMAC', naming, bytesOf(`${kind}|${id}`));
      return hexOf(new Uint8Array(mac, 0, 16));
    },
  };
}

function placeText({ tableId, column, chunk, rows, kind }: ChunkPlace): string {
  return `chunk|${tableId}|${column}|${chunk}|${rows}|${kind}`;
}

/** What binds piece `n` of `count`; a value of one piece is bound to its place alone. */
function pieceText(place: string, n: number, count: number, first: Bytes): string {
  return count === 1 ? place : `${place}|piece ${n} of ${count}|${hexOf(first)}`;
}

function newIv(): Bytes {
  return crypto.getRandomValues(new Uint8Array(IV_BYTES));
}

function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
