import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createStreamSealer, SealError } from './sealed-stream.ts';

const sealer = createStreamSealer(randomBytes(32));

async function* inParts(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

const seal = (bytes: Buffer, context = 'phone') => all(sealer.seal(inParts(bytes, 10_000), context));
const open = (sealed: Buffer, context = 'phone', by = sealer) => all(by.open(inParts(sealed, 7777), context));

const faultOf = (opening: Promise<Buffer>): Promise<string> =>
  opening.then(
    () => 'opened',
    (error: unknown) => (error instanceof SealError ? error.fault : String(error)),
  );

describe('a sealed stream', () => {
  test.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])(
    'of %i bytes opens to the same bytes, and holds none of them in the clear',
    async (size) => {
      const bytes = randomBytes(size);
      const sealed = await seal(bytes);
      expect((await open(sealed)).equals(bytes)).toBe(true);
      if (size > 16) expect(sealed.includes(bytes.subarray(0, 16))).toBe(false);
    },
  );

  test('is another one each time', async () => {
    const bytes = randomBytes(100);
    expect((await seal(bytes)).equals(await seal(bytes))).toBe(false);
  });

  test('tells another key from damage', async () => {
    const sealed = await seal(randomBytes(100));
    expect(await faultOf(open(sealed, 'phone', createStreamSealer(randomBytes(32))))).toBe('other-key');
    expect(await faultOf(open(sealed, 'another phone'))).toBe('damaged');
    expect(await faultOf(open(Buffer.from('no such thing at all, whatever it may be')))).toBe('damaged');
    expect(await faultOf(open(Buffer.alloc(0)))).toBe('damaged');
  });

  test('that was cut, also exactly between two pieces, extended or changed anywhere is refused', async () => {
    const sealed = await seal(randomBytes(200_000));
    const header = 28;
    const piece = 65_536 + 16;
    for (const end of [header, header + 1, header + piece, header + 2 * piece, sealed.length - 1])
      expect(await faultOf(open(sealed.subarray(0, end)))).toBe('damaged');
    expect(await faultOf(open(Buffer.concat([sealed, Buffer.from([0])])))).toBe('damaged');
    for (const at of [0, 14, header, header + piece + 5, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(await faultOf(open(changed))).toBe('damaged');
    }
  });

  test('whose pieces changed places is refused', async () => {
    const sealed = await seal(randomBytes(200_000));
    const [header, piece] = [28, 65_536 + 16];
    const [first, second] = [
      sealed.subarray(header, header + piece),
      sealed.subarray(header + piece, header + 2 * piece),
    ];
    const swapped = Buffer.concat([
      sealed.subarray(0, header),
      second,
      first,
      sealed.subarray(header + 2 * piece),
    ]);
    expect(await faultOf(open(swapped))).toBe('damaged');
  });
});
