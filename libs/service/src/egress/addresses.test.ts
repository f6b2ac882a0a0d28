import { expect, test } from 'vitest';
import { createAllowance, egressRule } from './addresses.ts';

const nothing = createAllowance([]);

test.each([
  ['this host', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['loopback', '127.0.0.1'],
  ['loopback elsewhere', '127.8.8.8'],
  ['private 10', '10.0.0.1'],
  ['private 172', '172.31.255.255'],
  ['private 192', '192.168.0.1'],
  ['link-local', '169.254.0.1'],
  ['metadata of most clouds', '169.254.169.254'],
  ['metadata of Alibaba', '100.100.100.200'],
  ['metadata of Oracle', '192.0.0.192'],
  ['the platform of Azure', '168.63.129.16'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['documentation', '203.0.113.7'],
  ['benchmarks', '198.18.0.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['IPv6 unspecified', '::'],
  ['IPv6 loopback', '::1'],
  ['IPv6 link-local', 'fe80::1'],
  ['IPv6 private', 'fd12::1'],
  ['metadata of Amazon on IPv6', 'fd00:ec2::254'],
  ['IPv6 site-local', 'fec0::1'],
  ['IPv6 multicast', 'ff02::1'],
  ['mapped loopback', '::ffff:127.0.0.1'],
  ['mapped private, in hex', '::ffff:a00:1'],
  ['compatible loopback', '::7f00:1'],
  ['translated (NAT64)', '64:ff9b::7f00:1'],
  ['translated locally', '64:ff9b:1::a00:1'],
  ['6to4', '2002:7f00:1::'],
  ['Teredo', '2001:0:7f00:1::'],
  ['IPv6 documentation', '2001:db8::1'],
  ['IPv6 discard', '100::1'],
  ['IPv6 not given out', '4000::1'],
  ['text that is no address', 'example.com'],
  ['nothing', ''],
])('%s is not reached: %s', (_what, address) => {
  expect(nothing.allowsAddress(address)).toBe(false);
});

test.each(['1.1.1.1', '8.8.8.8', '100.63.255.255', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
  '%s is public',
  (address) => expect(nothing.allowsAddress(address)).toBe(true),
);

test('named addresses and networks are reached, their neighbours are not', () => {
  const some = createAllowance(['10.1.0.0/16', '192.168.1.7', 'fd00::/8', '[::1]', 'Media.Internal']);
  for (const address of ['10.1.2.3', '192.168.1.7', '::ffff:10.1.2.3', 'fd12::1', '::1'])
    expect([address, some.allowsAddress(address)]).toEqual([address, true]);
  for (const address of ['10.2.0.1', '192.168.1.8', '127.0.0.1', 'fe80::1'])
    expect([address, some.allowsAddress(address)]).toEqual([address, false]);
  expect(['media.internal', 'MEDIA.INTERNAL.', 'x.media.internal', 'internal'].map(some.allowsHost)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('a whole family can be allowed without the other', () => {
  const all4 = createAllowance(['0.0.0.0/0']);
  expect([all4.allowsAddress('127.0.0.1'), all4.allowsAddress('::1')]).toEqual([true, false]);
});

test.each(['10.0.0.0/33', '10.0.0', 'http://media.internal', '10.0.0.256', 'a b', '*'])(
  'an entry that is neither host nor network is refused at the start: %s',
  (entry) => expect(egressRule({ EGRESS_ALLOW_PRIVATE: ['ok.internal', entry] })).toContain('EGRESS_ALLOW'),
);

test('hosts, addresses and networks are taken', () => {
  const entries = ['media.internal', 'minio', '10.0.0.0/8', '::1', '[fd00::1]', 'fd00::/8', 'my_host.local'];
  expect(egressRule({ EGRESS_ALLOW_PRIVATE: entries })).toBeUndefined();
});
