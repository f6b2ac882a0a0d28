import { judge, Load, type Sent } from '@watertight/e2e';
import { eventually } from '@watertight/testkit';
import { expect } from 'vitest';
import { FINAL, META, WEB, type World } from './world.ts';

/** Texts through both channels, and what has become of them once nothing is under way. */
export function bothChannels(world: Pick<World, 'system' | 'ledgerOf'>, name: string, everyMs: number) {
  const { system } = world;
  const load = new Load(system, { phones: [WEB, META], chats: 4, everyMs, name });
  const statusOf = async ({ id }: Sent) => (await system.message(id)).status;
  return {
    load,
    async judged(settledWithinMs: number) {
      const sent = await load.stop();
      await eventually(
        async () => {
          const states = await Promise.all(sent.map(statusOf));
          expect(states.filter((status) => !FINAL.includes(status))).toEqual([]);
        },
        { timeoutMs: settledWithinMs, intervalMs: 500 },
      );
      const states = new Map(
        await Promise.all(sent.map(async (one) => [one.text, await statusOf(one)] as const)),
      );
      const of = async (phoneIndex: number) => {
        const own = sent.filter((one) => one.phoneIndex === phoneIndex);
        const { lost, duplicated, outOfOrder } = judge(own, await world.ledgerOf(phoneIndex));
        // A message that honestly says `unconfirmed` is not lost.
        return { lost: lost.filter((text) => states.get(text) !== 'unconfirmed'), duplicated, outOfOrder };
      };
      return { web: await of(WEB), meta: await of(META) };
    },
  };
}

export const clean = { lost: [], duplicated: [], outOfOrder: [] };
