import { CodedError, silentLog, type MediaRef } from '@watertight/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newPhone } from '../test/support.ts';
import type { Life } from './client.ts';
import type { FileKeeper } from './fetch-file.ts';
import { createInbox, type Inbox } from './inbox.ts';
import type { LateFile, LateFilesPlace } from './late-files.ts';
import { rawOf, type RawEntry, type RawMessage } from './raw.ts';
import { createSlots } from './slots.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page whose functions answer what a test says, by the label of the call. */
type Answers = Record<string, (argument: unknown) => unknown>;
const page = (answers: Answers): Pick<Life, 'run'> => ({
  run: (async (label: string, _ms: number, _work: unknown, argument: unknown) => {
    const answer = answers[label];
    if (!answer) throw new Error(`Nobody answers ${label}`);
    return answer(argument);
  }) as Life['run'],
});

const BYTES = Buffer.from('a file');
const opened = { kind: 'open', token: 't', sizeBytes: BYTES.length, mimeType: 'image/png', filename: null };
const withFile: Answers = {
  'The identities': () => [],
  'The download': () => opened,
  'A piece of a file': () => BYTES.toString('base64'),
  'Closing a file': () => undefined,
};

const REF: MediaRef = { mediaId: 'med_1', mimeType: 'image/png', sizeBytes: 6, sha256: 'ab' };
const keeper = (keep: () => Promise<MediaRef> = () => Promise.resolve(REF)): FileKeeper => ({
  maxBytes: 1000,
  async keep({ source }) {
    const chunks: Buffer[] = [];
    for await (const chunk of source) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks)).toEqual(BYTES);
    return keep();
  },
});

/** A folder that outlives an inbox. */
function memoryPlace(): LateFilesPlace {
  let kept = '[]';
  return {
    lateFiles: async () => JSON.parse(kept) as LateFile[],
    keepLateFiles: async (list) => void (kept = JSON.stringify(list)),
  };
}

interface InboxOptions {
  files: FileKeeper;
  keep: boolean;
  place: LateFilesPlace;
}

let closing: AbortController;
let told: RawEntry[];
function inboxOn(
  life: Pick<Life, 'run'>,
  { files = keeper(), keep = true, place = memoryPlace() }: Partial<InboxOptions> = {},
): Inbox {
  closing = new AbortController();
  told = [];
  const inbox = createInbox({
    phone: newPhone(),
    files,
    place,
    slots: { process: createSlots(8), session: createSlots(3) },
    keep: async (raw) => {
      if (keep) told.push(structuredClone(raw));
      return Promise.resolve(keep);
    },
    closing: closing.signal,
    log: silentLog,
  });
  inbox.use(life);
  return inbox;
}

const message = (key: string, more: object = {}): RawMessage => {
  const id = { fromMe: false, remote: '1@g.us', id: key, _serialized: `false_1@g.us_${key}` };
  const raw = rawOf({ id, from: '1@g.us', type: 'chat', body: key, t: 1_790_000_000, ...more });
  if (!raw) throw new Error('That is no message');
  return raw;
};
const picture = (key: string, more: object = {}) =>
  message(key, { type: 'image', directPath: '/x', ...more });
const keys = () => told.map((raw) => (raw as RawMessage).id.split('_')[2]);

test('a message is told with its file, and what was written after it comes after it', async () => {
  let open: (value: unknown) => void = () => undefined;
  const slow = new Promise((resolve) => (open = resolve));
  const inbox = inboxOn(page({ ...withFile, 'The download': () => slow }));
  inbox.hear(picture('A'));
  inbox.hear(message('B'));
  await vi.advanceTimersByTimeAsync(5000);
  expect(told).toEqual([]);
  expect(inbox.pending()).toBe(2);
  open(opened);
  await vi.advanceTimersByTimeAsync(0);
  expect(keys()).toEqual(['A', 'B']);
  expect(told[0]).toMatchObject({ media: REF });
  expect(inbox.pending()).toBe(0);
});

test('a file that does not come holds its chat up for a minute, and is told with its message when it comes', async () => {
  const answers: Answers = { ...withFile, 'The download': () => ({ kind: 'coming' }) };
  const inbox = inboxOn(page(answers));
  inbox.hear(picture('A'));
  inbox.hear(message('B'));
  await vi.advanceTimersByTimeAsync(59_000);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(keys()).toEqual(['A', 'B']);
  expect(told[0]).toMatchObject({ media: null, mediaError: 'The phone has not sent it yet.' });

  void inbox.retryFiles();
  await vi.advanceTimersByTimeAsync(61_000);
  expect(keys()).toEqual(['A', 'B']);
  answers['The download'] = () => opened;
  void inbox.retryFiles();
  await vi.advanceTimersByTimeAsync(0);
  expect(keys()).toEqual(['A', 'B', 'A']);
  expect(told[2]).toMatchObject({ media: REF });
  expect(told[2]).not.toHaveProperty('mediaError');
});

test('a file that may still come is fetched after a restart too, five times at the most', async () => {
  const place = memoryPlace();
  const coming = page({ ...withFile, 'The download': () => ({ kind: 'coming' }) });
  const first = inboxOn(coming, { place });
  first.hear(picture('A'));
  first.hear(picture('B'));
  await vi.advanceTimersByTimeAsync(130_000);
  expect(keys()).toEqual(['A', 'B']);

  const second = inboxOn(
    page({
      ...withFile,
      'The download': (asked) => ((asked as { id: string }).id.endsWith('_A') ? opened : { kind: 'coming' }),
    }),
    { place },
  );
  await second.retryFiles();
  await vi.advanceTimersByTimeAsync(61_000);
  expect(keys()).toEqual(['A']);
  expect(told[0]).toMatchObject({ media: REF });

  for (let n = 0; n < 4; n++) {
    const next = inboxOn(coming, { place });
    await next.retryFiles();
    await vi.advanceTimersByTimeAsync(61_000);
  }
  const last = inboxOn(page(withFile), { place });
  await last.retryFiles();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([]);
  expect(await place.lateFiles()).toEqual([]);
});

test('a list that cannot be read or written costs no message', async () => {
  const away = () => Promise.reject(new Error('The disk is full'));
  const inbox = inboxOn(page({ ...withFile, 'The download': () => ({ kind: 'coming' }) }), {
    place: { lateFiles: away, keepLateFiles: away },
  });
  inbox.hear(picture('A'));
  await vi.advanceTimersByTimeAsync(61_000);
  await inbox.retryFiles();
  expect(keys()).toEqual(['A']);
});

test('a file that WhatsApp has no more is given up at once', async () => {
  const inbox = inboxOn(page({ ...withFile, 'The download': () => ({ kind: 'gone' }) }));
  inbox.hear(picture('A'));
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toMatchObject([{ media: null, mediaError: 'WhatsApp has it no more.' }]);
  void inbox.retryFiles();
  await vi.advanceTimersByTimeAsync(61_000);
  expect(told).toHaveLength(1);
});

test('while the database is away nothing is told without its file: it is heard again', async () => {
  const files = keeper(() => Promise.reject(new CodedError('STORE_UNAVAILABLE')));
  const inbox = inboxOn(page(withFile), { files });
  inbox.hear(picture('A'));
  await vi.advanceTimersByTimeAsync(61_000);
  expect(told).toEqual([]);
  expect(inbox.takeIncomplete()).toBe(true);
  expect(inbox.takeIncomplete()).toBe(false);
});

test('a session that closes tells nothing half', async () => {
  const inbox = inboxOn(page({ ...withFile, 'The download': () => ({ kind: 'coming' }) }));
  inbox.hear(picture('A'));
  await vi.advanceTimersByTimeAsync(1000);
  closing.abort();
  await vi.advanceTimersByTimeAsync(61_000);
  expect(told).toEqual([]);
  expect(inbox.pending()).toBe(0);
});

test('a browser that ends during a download leaves the file to the next one', async () => {
  const inbox = inboxOn(page({ 'The identities': () => [] }));
  inbox.hear(picture('A'));
  await vi.advanceTimersByTimeAsync(5000);
  inbox.use(page(withFile));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toMatchObject([{ media: REF }]);
});

test('what was told is not told again, what says more is, and what was not kept is', async () => {
  const inbox = inboxOn(page(withFile));
  inbox.hear(message('A'));
  inbox.hear(message('A'));
  await vi.advanceTimersByTimeAsync(0);
  inbox.hear(message('A'));
  inbox.hear(message('A', { latestEditSenderTimestampMs: 5 }));
  await vi.advanceTimersByTimeAsync(0);
  expect(keys()).toEqual(['A', 'A']);

  const forgetful = inboxOn(page(withFile), { keep: false });
  forgetful.hear(message('A'));
  await vi.advanceTimersByTimeAsync(0);
  expect(forgetful.takeIncomplete()).toBe(true);
  forgetful.hear(message('A'));
  await vi.advanceTimersByTimeAsync(0);
  expect(forgetful.takeIncomplete()).toBe(true);
});

test('the echo of what we are about to send is dropped; what the owner writes is told, as far as it has come', async () => {
  const own = (key: string) =>
    message(key, {
      id: { fromMe: true, remote: '1@g.us', id: key, _serialized: `true_1@g.us_${key}` },
      ack: 1,
    });
  const inbox = inboxOn(page(withFile));
  inbox.willSend('OURS');
  inbox.hear(own('OURS'));
  inbox.hear(own('THEIRS'));
  expect(inbox.acknowledge('true_1@g.us_THEIRS', 3)).toBe(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toMatchObject([{ id: 'true_1@g.us_THEIRS', ack: 3 }]);
  expect(inbox.acknowledge('true_1@g.us_THEIRS', 4)).toBe(false);
});

test('people are told with both spellings, and WhatsApp is asked once for each', async () => {
  let asked = 0;
  const identities = () => {
    asked++;
    return [{ id: '2@lid', number: '60123@c.us', lid: '2@lid' }];
  };
  const inbox = inboxOn(page({ 'The identities': identities }));
  inbox.hear(message('A', { author: '2@lid' }));
  await vi.advanceTimersByTimeAsync(0);
  inbox.hear(message('B', { author: '2@lid' }));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toBe(1);
  const people = { '2@lid': { number: '60123@c.us', lid: '2@lid' } };
  expect(told).toMatchObject([{ people }, { people }]);
});

test('a page that knows nobody holds nothing up', async () => {
  const inbox = inboxOn(page({}));
  inbox.hear(message('A', { author: '2@lid' }));
  await vi.advanceTimersByTimeAsync(0);
  expect(keys()).toEqual(['A']);
});

test('what waits is bounded, and what found no room is fetched again later', async () => {
  const inbox = inboxOn(page({ ...withFile, 'The download': () => new Promise(() => undefined) }));
  for (let i = 0; i < 6000; i++) inbox.hear(picture(`K${i}`));
  expect(inbox.pending()).toBe(5000);
  expect(inbox.takeIncomplete()).toBe(true);
  await vi.advanceTimersByTimeAsync(0);
});
