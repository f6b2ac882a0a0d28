import type { Log } from '@watertight/core';
import type { Lane } from './types.ts';

/**
 * Tells lanes that they have work, with at most one telling under way for each: what comes in meanwhile is told
 * once more afterwards. So a thousand accepts for one lane cost a few commands, and while Redis is away there is
 * one waiting command a lane and not one a message.
 */
export function createWaker(tell: (lane: Lane) => Promise<void>, log: Log): (lane: Lane) => void {
  const under = new Map<string, { again: boolean }>();

  const run = async (lane: Lane, state: { again: boolean }) => {
    try {
      do {
        state.again = false;
        await tell(lane);
      } while (state.again);
    } catch (error) {
      // The sweep finds the lane.
      log.warn({ err: error, phoneId: lane.phoneId }, 'lane.wake-failed');
    } finally {
      under.delete(lane.phoneId);
    }
  };

  return (lane) => {
    const state = under.get(lane.phoneId);
    if (state) {
      state.again = true;
      return;
    }
    const fresh = { again: false };
    under.set(lane.phoneId, fresh);
    void run(lane, fresh);
  };
}
