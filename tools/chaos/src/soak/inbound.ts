import { setTimeout as pause } from 'node:timers/promises';
import type { System } from '@watertight/e2e';
import type { Random } from '../seed.ts';
import type { WebPhone } from './phones.ts';

/** What strangers wrote to the phones, each text once. */
export interface Inbound {
  readonly told: { phoneIndex: number; from: string; text: string }[];
  stop(): Promise<void>;
}

const WRITERS = 3;

/** A steady trickle of texts from a few people to every phone. */
export function startInbound(
  system: System,
  phones: readonly WebPhone[],
  { rate, random }: { rate: number; random: Random },
): Inbound {
  const told: Inbound['told'] = [];
  const stopping = new AbortController();
  const pauseMs = 1000 / rate;

  const trickle = async () => {
    for (let n = 0; !stopping.signal.aborted; n++) {
      await pause(pauseMs * (0.5 + random.next()), undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
      if (stopping.signal.aborted) return;
      const phone = phones[Math.floor(random.next() * phones.length)]!;
      const from = `6019${phone.phoneIndex}000${Math.floor(random.next() * WRITERS)}`;
      const text = `inbound ${String(n).padStart(6, '0')}`;
      await system.simulate('waWebSim', '/sim/inbound', { phone: phone.number, from, text });
      told.push({ phoneIndex: phone.phoneIndex, from, text });
    }
  };
  const trickling = trickle();
  // Its fault is told by `stop`; until then it is no unhandled one.
  trickling.catch(() => undefined);
  return {
    told,
    async stop() {
      stopping.abort();
      await trickling;
    },
  };
}

/** How often each inbound text is stored, as the API tells it. */
export async function storedInbound(system: System): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let cursor: string | null = null;
  do {
    const page: { data: { content: { text?: string } }[]; nextCursor: string | null } = await system.get(
      `/api/v2/messages/demo?direction=inbound&limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    for (const { content } of page.data)
      if (content.text !== undefined) counts.set(content.text, (counts.get(content.text) ?? 0) + 1);
    cursor = page.nextCursor;
  } while (cursor);
  return counts;
}
