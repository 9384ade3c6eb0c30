/** A draft as a `mailto:` address (RFC 6068). It opens in the mail program; from there it is no longer ours to protect. */
import type { Draft } from './draft.ts';
import { isMailAddress } from './eml.ts';

/** Windows cuts command lines near 2,048 characters; longer drafts go as .eml. */
export const MAILTO_LIMIT = 1_800;

function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** undefined: too long, use `eml`. An address that does not look like one is left out. */
export function mailto(draft: Draft, email?: string): string | undefined {
  const address = (email ?? '').trim();
  const to = isMailAddress(address) ? encode(address).replace('%40', '@') : '';
  const link = `mailto:${to}?subject=${encode(draft.subject)}&body=${encode(draft.body.replace(/\r\n|\r|\n/g, '\r\n'))}`;
  return link.length <= MAILTO_LIMIT ? link : undefined;
}
