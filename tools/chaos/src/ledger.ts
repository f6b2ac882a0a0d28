import type { System } from '@watertight/e2e';
import { CHANNELS, type Channel } from './channels.ts';

/** One message that reached a simulator. */
export interface Arrival {
  channel: Channel;
  text: string;
  to: string;
  seq: number;
  times: number;
  /** Milliseconds since 1970. */
  at: number;
}

/** Both simulators' ledgers, read on as they grow. */
export interface Ledger {
  readonly arrivals: Readonly<Record<Channel, readonly Arrival[]>>;
  /** The first arrival of a text; texts are unique. */
  first(text: string): Arrival | undefined;
  refresh(): Promise<void>;
}

export function createLedger(system: System): Ledger {
  const arrivals: Record<Channel, Arrival[]> = { wwebjs: [], meta: [] };
  const firsts = new Map<string, Arrival>();
  const read = (channel: Channel, after: number) =>
    channel === 'meta' ? system.metaLedger(after) : system.webLedger(after);

  const refreshOne = async (channel: Channel) => {
    const known = arrivals[channel];
    for (const { text, to, seq, times, at } of await read(channel, known.at(-1)?.seq ?? 0)) {
      const arrival = { channel, text, to, seq, times, at: Date.parse(at) };
      known.push(arrival);
      if (!firsts.has(text)) firsts.set(text, arrival);
    }
  };
  return {
    arrivals,
    first: (text) => firsts.get(text),
    refresh: async () => void (await Promise.all(CHANNELS.map(refreshOne))),
  };
}
