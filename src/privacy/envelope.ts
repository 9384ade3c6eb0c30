/**
 * Keys at rest. One random 256-bit master key per vault, kept only as wrapped by "slots". The device slot wraps it with a
 * non-extractable AES key that the browser keeps; slots that wrap it with a passphrase come later into the same list.
 * From the master key come two working keys (HKDF, RFC 5869): one encrypts (AES-256-GCM), one turns record ids into
 * meaningless names (HMAC-SHA-256). None of them can be exported.
 */
import { AppError } from '../core/errors.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** A CryptoKey; named this way round because browsers and Node declare it in different places. */
export type Key = Parameters<typeof crypto.subtle.exportKey>[1];

export interface DeviceSlot {
  kind: 'device';
  wrappedKey: Bytes;
  iv: Bytes;
}

/** Stored in plain: it says nothing without the key of a slot. */
export interface Envelope {
  format: 1;
  /** Random; part of what every encrypted value is bound to. */
  vaultId: string;
  slots: DeviceSlot[];
}

export interface VaultKeys {
  vaultId: string;
  encryption: Key;
  naming: Key;
}

const AES = { name: 'AES-GCM', length: 256 } as const;
const HMAC = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const;

/** Made once per device; only the browser's key store ever holds it. */
export async function newDeviceKey(): Promise<Key> {
  return crypto.subtle.generateKey(AES, false, ['encrypt', 'unwrapKey']);
}

/** A new vault with a fresh master key. Its bytes exist only while this runs and are overwritten at the end. */
export async function newEnvelope(vaultId: string, deviceKey: Key): Promise<Envelope> {
  const master = crypto.getRandomValues(new Uint8Array(32));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const wrapped = await crypto.subtle.encrypt(wrapping(vaultId, iv), deviceKey, master);
  master.fill(0);
  return { format: 1, vaultId, slots: [{ kind: 'device', wrappedKey: new Uint8Array(wrapped), iv }] };
}

/** The working keys. Errors: `damaged` when no slot opens with this key or the envelope was tampered with. */
export async function openEnvelope(envelope: Envelope, deviceKey: Key): Promise<VaultKeys> {
  const slot = envelope.slots.find(({ kind }) => kind === 'device');
  if (envelope.format !== 1 || !slot) throw new AppError('damaged', { what: 'vault' });
  const { vaultId } = envelope;
  let master: Key;
  try {
    master = await crypto.subtle.unwrapKey('raw', slot.wrappedKey, deviceKey, wrapping(vaultId, slot.iv), 'HKDF', false, ['deriveKey']);
  } catch {
    throw new AppError('damaged', { what: 'vault' });
  }
  const purpose = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt: bytesOf(vaultId), info: bytesOf(info) });
  return {
    vaultId,
    encryption: await crypto.subtle.deriveKey(purpose('regulars encryption 1'), master, AES, false, ['encrypt', 'decrypt']),
    naming: await crypto.subtle.deriveKey(purpose('regulars naming 1'), master, HMAC, false, ['sign']),
  };
}

function wrapping(vaultId: string, iv: Bytes): { name: string; iv: Bytes; additionalData: Bytes } {
  return { name: 'AES-GCM', iv, additionalData: bytesOf(`regulars master key 1|${vaultId}`) };
}

export function bytesOf(text: string): Bytes {
  return new TextEncoder().encode(text);
}
