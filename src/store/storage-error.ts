/** What the browser's storage throws, in our own words. */
import { AppError, toAppError } from '../core/errors.ts';

/** Names of an error and of what caused it; Dexie wraps the browser's error in `inner`. */
function namesOf(thrown: unknown): string[] {
  const names: string[] = [];
  for (let at = thrown; at instanceof Error && names.length < 5; at = (at as { inner?: unknown }).inner) names.push(at.name);
  return names;
}

/** The connection is gone (closed by the browser, "Connection to Indexed Database server lost"): a fresh one may work. */
const DEAD = ['InvalidStateError', 'DatabaseClosedError', 'UnknownError', 'TransactionInactiveError'];
/** A transaction that ended without its doing; Dexie calls a bulk operation in it by the second name. */
const ABORTED = ['AbortError', 'ModifyError'];
/** This browser, or this window, has no working storage. */
const UNAVAILABLE = [
  ...DEAD,
  'OpenFailedError',
  'MissingAPIError',
  'SecurityError',
  'NotFoundError',
  'VersionError',
  'TimeoutError',
  'DataError',
  'AbortError',
];

export function isDeadHandle(thrown: unknown): boolean {
  const names = namesOf(thrown);
  if (names.includes('QuotaExceededError')) return false;
  return names.some((name) => DEAD.includes(name)) || ABORTED.includes(names[0]);
}

export function storageError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const names = namesOf(thrown);
  if (names.includes('QuotaExceededError')) return new AppError('storage-full');
  if (names.some((name) => UNAVAILABLE.includes(name))) return new AppError('storage-unavailable', { message: String(thrown) });
  return toAppError(thrown);
}
