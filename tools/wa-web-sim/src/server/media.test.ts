import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMedia, pathOf } from './media.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wa-web-sim-media-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('media store', () => {
  it('has the bytes and their addresses again after a restart', async () => {
    const before = await createMedia(folder, [], () => undefined);
    const item = await before.put(Buffer.from('a picture'), { mimetype: 'image/png' });
    const after = await createMedia(folder, before.snapshot(), () => undefined);

    expect(after.find(pathOf(item))).toMatchObject({ mimetype: 'image/png', size: 9, state: 'there' });
    expect((await after.bytes(item.sha256))?.toString()).toBe('a picture');
  });

  it('keeps equal bytes once, under as many addresses as were asked for', async () => {
    const media = await createMedia(undefined, [], () => undefined);
    const [one, two] = [
      await media.put(Buffer.from('same'), { mimetype: 'image/png' }),
      await media.put(Buffer.from('same'), { mimetype: 'image/png', state: 'gone' }),
    ];

    expect(one.sha256).toBe(two.sha256);
    expect([media.find(one.id)?.state, media.find(two.id)?.state]).toEqual(['there', 'gone']);
  });

  it('knows nothing of bytes that it was never given', async () => {
    const media = await createMedia(folder, [], () => undefined);
    expect(await media.bytes('0'.repeat(64))).toBeUndefined();
    expect(media.find('/mms/d/nothing')).toBeUndefined();
  });
});
