// Keeps the test stores running while any test process of this checkout lives, and a little longer, so that the next
// one need not start them again. It watches processes, and so nobody has to remember to stop anything, and nothing
// is left behind by a test process that is killed.
import { setTimeout as sleep } from 'node:timers/promises';
import { guests, lock } from '@watertight/embedded';
import { keeperRoom, removeKeeper, writeKeeper } from './keeper-record.ts';
import { startTestStores } from './start.ts';

const POLL_MS = 500;
const LINGER_MS = 8000;
const LOCK_WAIT_MS = 60_000;

const base = process.argv[2];
if (!base) throw new Error('Say where: node keeper.ts <base>');
const room = keeperRoom(base);

const stores = await startTestStores({ progress: (line) => void process.stdout.write(`${line}\n`) });
writeKeeper(base, stores);
const asked = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => asked.abort());
await untilIdle();
await stores.stop();

async function untilIdle(): Promise<void> {
  let lastSeenMs = performance.now();
  for (;;) {
    if (asked.signal.aborted) return removeKeeper(base!);
    if (guests(room.clients) > 0) lastSeenMs = performance.now();
    if (performance.now() - lastSeenMs > LINGER_MS && (await close())) return;
    await sleep(POLL_MS);
  }
}

/** Under the lock, so that nobody comes in while the door is closing. */
async function close(): Promise<boolean> {
  const release = await lock(room.lock, { waitMs: LOCK_WAIT_MS });
  try {
    if (guests(room.clients) > 0) return false;
    removeKeeper(base!);
    return true;
  } finally {
    release();
  }
}
