/** What crosses the worker boundary. */
import type { ErrorCode, ErrorParams } from '../core/errors.ts';
import type { Call } from './protocol.ts';

/** A map of calls as in `protocol.ts`. */
export type CallMap<Calls> = { [K in keyof Calls]: Call<unknown, unknown, unknown> };

export type Request = { id: number; name: string; args: unknown } | { cancel: number };

export type Reply =
  { id: number; result: unknown } | { id: number; error: { code: ErrorCode; params: ErrorParams } } | { id: number; progress: unknown };
