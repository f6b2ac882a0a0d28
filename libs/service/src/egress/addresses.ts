import ipaddr from 'ipaddr.js';
import type { EnvRule } from '../env/read.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

/** The only part of IPv6 in which public addresses have been given out. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
/** Public by its number, but the platform's own inside Azure's machines. */
const PLATFORM = new Set(['168.63.129.16']);

/** Addresses and hosts that may be reached. */
export interface Allowance {
  /** The operator named this host: wherever it leads, it may be reached. */
  allowsHost(hostname: string): boolean;
  /** A public address, or one that the operator named. Text that is no address is not allowed. */
  allowsAddress(address: string): boolean;
}

/**
 * Public addresses, and beyond them the hosts, addresses and CIDRs of `allowPrivate`. Everything that is not plainly
 * public is refused: private, loopback, link-local (with the metadata of clouds), shared, multicast, reserved, and
 * addresses that carry an IPv4 address inside (NAT64, 6to4, Teredo); one that is mapped counts as what it maps to.
 */
export function createAllowance(allowPrivate: readonly string[]): Allowance {
  const ranges: Range[] = [];
  const hosts = new Set<string>();
  for (const entry of allowPrivate) {
    const range = rangeOf(entry);
    if (range) ranges.push(range);
    else hosts.add(plainHost(entry));
  }
  return {
    allowsHost: (hostname) => hosts.has(plainHost(hostname)),
    allowsAddress(text) {
      if (!ipaddr.isValid(text)) return false;
      const address = ipaddr.process(text);
      return isPublic(address) || ranges.some((range) => contains(range, address));
    },
  };
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || PLATFORM.has(address.toString())) return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_UNICAST);
}

function contains([network, bits]: Range, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

/** An address or a CIDR; undefined for a host name. */
function rangeOf(entry: string): Range | undefined {
  const text = entry.replaceAll(/[[\]]/g, '');
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** In lower case, without the dot that ends an absolute name, and without the brackets of an IPv6 address. */
export const plainHost = (hostname: string): string =>
  hostname.toLowerCase().replace(/\.$/, '').replaceAll(/[[\]]/g, '');

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*$/;

/** For `readEnv`: each entry of EGRESS_ALLOW_PRIVATE is a host, an address or a CIDR. */
export const egressRule: EnvRule<{ EGRESS_ALLOW_PRIVATE: string[] }> = ({
  EGRESS_ALLOW_PRIVATE: entries,
}) => {
  const faulty = entries.find(
    (entry) => !rangeOf(entry) && (!HOST_NAME.test(plainHost(entry)) || /^[\d.]+$/.test(entry)),
  );
  return faulty === undefined
    ? undefined
    : `EGRESS_ALLOW_PRIVATE holds ${JSON.stringify(faulty.slice(0, 60))}: it should be hosts, addresses or CIDRs with commas.`;
};
