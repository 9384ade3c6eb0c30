/**
 * Everything that can go wrong, as a closed list. A code crosses the worker boundary with its parameters and is
 * turned into words (what happened, where, what to do) by `i18n` under `errors.<code>`: a new code without a text
 * in both languages does not compile.
 */
export const ERROR_CODES = [
  // life of the app
  'worker-crashed',
  'cancelled',
  'read-only-tab',
  'stale-tab',
  'newer-vault',
  'storage-full',
  'storage-lost',
  'storage-unavailable',
  'damaged',
  'not-found',
  'internal',
  // reading a file
  'file-empty',
  'file-header-only',
  'file-not-text',
  'file-is-workbook',
  'workbook-broken',
  'file-unsafe',
  'file-encrypted',
  'file-too-large',
  'sheet-missing',
  'json-broken',
  'no-table',
  'file-changed',
  'file-too-wide',
  'lone-quote',
  'encoding-unknown',
  'encoding-broken',
  // matching and learning
  'column-missing',
  'no-usable-rows',
  'too-few-rows',
  'too-many-rows',
  'one-class',
  'constant-target',
  'not-finite',
  'diverged',
  'gpu-lost',
  'no-finite-estimate',
  'bad-parameter',
  'bad-rule',
  'bad-expression',
  'bad-recipe',
  'newer-recipe',
  'model-outdated',
  'bad-model',
  'newer-model',
  'not-exportable',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
export type ErrorParams = Readonly<Record<string, string | number>>;

/** The only error our own code throws on purpose. `params` fill the text of `code` (row, column, raw value, counts). */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.code = code;
    this.params = params;
  }
}

/** Any thrown value as an AppError; what is not ours becomes `internal` with its message kept for the details. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') return new AppError('cancelled');
  return new AppError('internal', { message: thrown instanceof Error ? thrown.message : String(thrown) });
}

/** Ends a `switch` over a closed union: a case that is missing does not compile. */
export function assertNever(value: never): never {
  throw new AppError('internal', { message: `unexpected ${JSON.stringify(value)}` });
}
