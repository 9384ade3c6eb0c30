/** Every address this page has loaded since it started, as the browser's own Resource Timing lists them. */

export interface Loads {
  /** Distinct addresses with how often each was loaded; of our own origin without it. */
  own: { address: string; times: number }[];
  /** Distinct addresses of other origins. */
  others: { address: string; times: number }[];
  total: number;
}

function counted(addresses: readonly string[]): { address: string; times: number }[] {
  const times = new Map<string, number>();
  for (const address of addresses) times.set(address, (times.get(address) ?? 0) + 1);
  return [...times].map(([address, count]) => ({ address, times: count }));
}

/** What stands behind # never leaves the browser and is no part of the address. Those made on the device itself (blob:, data:) are no loads. `refused` are addresses whose send the browser was seen to refuse. */
export function listLoads(addresses: readonly string[], origin: string, refused: readonly string[] = []): Loads {
  const loads = addresses
    .map((address) => address.replace(/#.*$/, ''))
    .filter((address) => !/^(blob|data):/.test(address) && !refused.includes(address));
  const isOwn = (address: string): boolean => new URL(address, origin).origin === origin;
  const own = loads.filter(isOwn).map((address) => address.slice(address.startsWith(origin) ? origin.length : 0));
  return { own: counted(own), others: counted(loads.filter((address) => !isOwn(address))), total: loads.length };
}
