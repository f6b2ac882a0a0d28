import { randomUUID } from 'node:crypto';

/** A message id as Meta makes them: `wamid.` and base64 of the peer, the direction and a random key. */
export function newWamid(peer: string, direction: 'outbound' | 'inbound'): string {
  const key = randomHex(18);
  const mark = direction === 'outbound' ? '\x11' : '\x12';
  const bytes = `\x1c\x18${String.fromCharCode(peer.length)}${peer}\x15\x02\x00${mark}\x18\x12${key}\x00`;
  return `wamid.${Buffer.from(bytes, 'latin1').toString('base64')}`;
}

/** The trace id that Graph puts into every error. */
export function newTraceId(): string {
  return `A${Buffer.from(randomHex(22), 'hex').toString('base64url').slice(0, 22)}`;
}

function randomHex(length: number): string {
  return randomUUID().replaceAll('-', '').slice(0, length).toUpperCase();
}
