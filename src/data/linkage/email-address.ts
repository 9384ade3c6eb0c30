/** An e-mail address as its mailbox. */

/** Lower case, without a +tag: `Ann.Lee+shop@Mail.com` -> `ann.lee@mail.com`. '' when it is no address. */
export function emailAddress(text: string): string {
  const match = /([^\s@<>"',;:]+)@([^\s@<>"',;]+)/.exec(text.normalize('NFKC').toLowerCase());
  if (!match) return '';
  const [, local, domain] = match;
  return `${local.replace(/(?<=.)\+.*$/, '')}@${domain.replace(/\.+$/, '')}`;
}
