import { isIPv6 } from 'node:net';

/** Counts failed attempts of addresses, in windows of a minute, in this instance alone. */
export interface Failures {
  /** Seconds until the address may try again; 0 when it may now. */
  barredSeconds(address: string): number;
  count(address: string): void;
}

const WINDOW_MS = 60_000;
const MAX_ADDRESSES = 10_000;

/** `limit`: failures of one minute; 0 for no limit. The address that was first counted longest ago is forgotten first. */
export function createFailures(limit: number, nowMs: () => number = Date.now): Failures {
  const counted = new Map<string, { failures: number; endsAt: number }>();

  const windowOf = (network: string) => {
    const window = counted.get(network);
    if (window && window.endsAt > nowMs()) return window;
    counted.delete(network);
    return undefined;
  };

  return {
    barredSeconds(address) {
      const window = windowOf(networkOf(address));
      if (limit === 0 || !window || window.failures < limit) return 0;
      return Math.ceil((window.endsAt - nowMs()) / 1000);
    },
    count(address) {
      const network = networkOf(address);
      const window = windowOf(network);
      if (window) return void window.failures++;
      const [oldest] = counted.keys();
      if (counted.size >= MAX_ADDRESSES && oldest !== undefined) counted.delete(oldest);
      counted.set(network, { failures: 1, endsAt: nowMs() + WINDOW_MS });
    },
  };
}

/** One customer of a provider has a /64 of IPv6 to himself, and is counted as one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([0-9.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
