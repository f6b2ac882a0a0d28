import type { World } from './world.ts';

/** One message that reached the provider. */
export interface Arrival {
  messageId: string;
  phoneId: string;
  chatId: string;
  atMs: number;
  providerMessageId: string;
}

/** What really went out: the judge of everything else. */
export interface Ledger {
  arrivals: Arrival[];
  has(messageId: string): boolean;
  record(arrival: Omit<Arrival, 'atMs'>): Arrival;
}

export function createLedger({ time, note }: World): Ledger {
  const arrivals: Arrival[] = [];
  return {
    arrivals,
    has: (messageId) => arrivals.some((arrival) => arrival.messageId === messageId),
    record(arrival) {
      const recorded = { ...arrival, atMs: time.nowMs() };
      arrivals.push(recorded);
      note(`LEDGER ${arrival.messageId} chat ${arrival.chatId} as ${arrival.providerMessageId}`);
      return recorded;
    },
  };
}
