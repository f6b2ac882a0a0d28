import { setTimeout as pause } from 'node:timers/promises';
import type { MessageView, Sent, System } from '@watertight/e2e';
import { isOpen } from './judge.ts';

const AT_ONCE = 8;
const AGAIN_MS = 1000;

/**
 * What the API says of each message, asked again until nothing more is owed on any of them or the time is over. A
 * message of which the API knows nothing is missing in the answer.
 */
export async function settledViews(
  system: System,
  sent: readonly Sent[],
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<Map<string, MessageView>> {
  const views = new Map<string, MessageView>();
  const deadline = performance.now() + timeoutMs;
  let open = [...sent];
  for (;;) {
    await readAll(system, open, views, signal);
    open = open.filter(({ id }) => {
      const view = views.get(id);
      return !view || isOpen(view);
    });
    if (open.length === 0 || performance.now() > deadline) return views;
    await pause(AGAIN_MS, undefined, { signal });
  }
}

async function readAll(
  system: System,
  sent: readonly Sent[],
  views: Map<string, MessageView>,
  signal: AbortSignal,
): Promise<void> {
  const rest = sent.values();
  const reader = async () => {
    for (const { id } of rest) {
      signal.throwIfAborted();
      const view = await viewOf(system, id);
      if (view) views.set(id, view);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
}

/** Null when the API does not know it, or does not answer at the moment. */
async function viewOf(system: System, id: string): Promise<MessageView | null> {
  try {
    return await system.message(id);
  } catch {
    return null; // asked again until the deadline
  }
}
