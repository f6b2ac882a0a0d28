import type { JournalEntry, MessageType, Observation, Receiver } from '@watertight/core';

/** What the simulated providers say, as it stands in the journal: observations with times as text. */
export const bodyOf = (observations: Observation[]): Buffer => Buffer.from(JSON.stringify(observations));

export const receiver: Receiver = {
  receive: (entry: JournalEntry) =>
    (JSON.parse(entry.body) as Observation[]).map((observation) => ({
      ...observation,
      at: new Date(observation.at),
    })),
};

export const inboundText = (
  phone: { phoneId: string },
  providerMessageId: string,
  at: Date,
): Extract<Observation, { kind: 'message' }> => ({
  kind: 'message',
  phone,
  providerMessageId,
  chatId: '60000000001',
  from: '60000000001',
  fromMe: false,
  participant: null,
  type: 'text' satisfies MessageType,
  content: { text: 'hello' },
  quotedProviderMessageId: null,
  at,
  senderName: null,
});
