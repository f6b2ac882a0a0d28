import { lookup as systemLookup, Resolver } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { plainHost, type Allowance } from './addresses.ts';
import { EgressError } from './fault.ts';

/** Answers all addresses of a host name. */
export type Resolve = (hostname: string) => Promise<string[]>;

const DNS_TIMEOUT_MS = 2000;
const DNS_TRIES = 2;

/**
 * Connects where the allowance lets it. The addresses that were looked at are the ones that are dialled: a name that
 * answers differently the next time changes nothing. One forbidden address among several forbids the name.
 */
export function guardedConnector(
  allowance: Allowance,
  options: { connectTimeoutMs: number; resolve?: Resolve | undefined },
): buildConnector.connector {
  const resolve = options.resolve ?? resolverOf(allowance);
  const lookup: LookupFunction = (hostname, _options, callback) => {
    const answer = allowedAddresses(hostname, allowance, resolve).then((addresses) =>
      addresses.map((address) => ({ address, family: isIP(address) })),
    );
    answer.then(
      (addresses) => callback(null, addresses),
      (error: unknown) => callback(error as NodeJS.ErrnoException, []),
    );
  };
  const connect = buildConnector({ timeout: options.connectTimeoutMs, lookup, autoSelectFamily: true });

  return (target, callback) => {
    const host = plainHost(target.hostname);
    // Addresses written as such are never looked up.
    if (isIP(host) && !allowance.allowsAddress(host) && !allowance.allowsHost(host)) {
      callback(denied(), null);
      return;
    }
    connect(target, (error, socket) => {
      if (error) return callback(error, null);
      const reached = socket.remoteAddress ?? '';
      if (allowance.allowsHost(host) || allowance.allowsAddress(reached)) return callback(null, socket);
      socket.destroy();
      callback(denied(), null);
    });
  };
}

/**
 * Whether a host may be reached as far as can be told before it is dialled.
 * @throws EgressError denied
 * @throws what the name server says of names that it does not know
 */
export async function checkHost(
  hostname: string,
  allowance: Allowance,
  resolve: Resolve = resolverOf(allowance),
): Promise<void> {
  const host = plainHost(hostname);
  if (!isIP(host)) await allowedAddresses(host, allowance, resolve);
  else if (!allowance.allowsAddress(host) && !allowance.allowsHost(host)) throw denied();
}

const denied = () =>
  new EgressError('denied', 'The URL leads to an address that must not be reached from here.');

async function allowedAddresses(hostname: string, allowance: Allowance, resolve: Resolve): Promise<string[]> {
  const addresses = await resolve(hostname);
  if (addresses.length === 0) throw new EgressError('unreachable', 'The host name has no address.');
  if (!allowance.allowsHost(hostname) && !addresses.every((address) => allowance.allowsAddress(address)))
    throw denied();
  return addresses;
}

/**
 * Strangers' names are asked of the name server alone, which blocks nothing; names that the operator allows also of
 * the machine, whose own table may hold them. The latter uses the few threads that file access needs too, so that
 * slow name servers of strangers could hold up everything.
 */
function resolverOf(allowance: Allowance): Resolve {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES });
  return (hostname) =>
    allowance.allowsHost(hostname) ? bySystem(hostname) : byNameServer(resolver, hostname);
}

const bySystem: Resolve = (hostname) =>
  new Promise((done, fail) => {
    systemLookup(hostname, { all: true }, (error, found) =>
      error ? fail(error) : done(found.map(({ address }) => address)),
    );
  });

async function byNameServer(resolver: Resolver, hostname: string): Promise<string[]> {
  if (/(^|\.)localhost$/.test(plainHost(hostname))) return ['127.0.0.1', '::1']; // RFC 6761, 6.3
  const ask = (method: 'resolve4' | 'resolve6') =>
    new Promise<string[]>((done, fail) => {
      resolver[method](hostname, (error, found) => (error ? fail(error) : done(found)));
    });
  const [v4, v6] = await Promise.allSettled([ask('resolve4'), ask('resolve6')]);
  if (v4.status === 'rejected' && v6.status === 'rejected') throw v4.reason;
  return [v4, v6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}
