/** A phone number as spoken or typed, as an address the device can dial (RFC 3966, digits only). */
export function phoneLink(phone: string): string {
  return `tel:${phone.normalize('NFKC').replace(/[^\d+*#]/g, '')}`;
}
