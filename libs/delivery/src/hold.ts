import type { InboundFile, JournalEntry, MessageObservation } from '@watertight/core';
import { chatKey, type NewWaiting, type Queryable } from '@watertight/store';
import type { Heard, PhonePlacer } from './observe.ts';
import type { DeliveryDeps } from './types.ts';

/** So long a file may hold up what comes after it in its chat; then its message is told without it. */
export const HOLD_MS = 60_000;

export type WithFile = MessageObservation & { file: InboundFile };

export const hasFile = (message: MessageObservation): message is WithFile => message.file !== undefined;

const isMessage = (heard: Heard): heard is Heard<MessageObservation> => heard.observation.kind === 'message';

/**
 * Which of what was heard has to wait: messages whose files are still to be fetched, and what comes after them in
 * their chats. What is told from the past holds nothing up. Answers the rest, which can be told now.
 */
export async function holdBack(
  { waiting }: DeliveryDeps['store'],
  tx: Queryable,
  entries: Map<string, JournalEntry>,
  heard: Heard[],
  { placePhones, holdMs }: { placePhones: PhonePlacer; holdMs: number },
): Promise<{ now: Heard[]; held: number }> {
  const places = new Map<Heard, string>();
  for (const one of heard.filter(isMessage)) {
    const [phone] = await placePhones(one.observation.phone);
    if (phone) places.set(one, phone.phoneId);
  }
  const holding = await waiting.held(
    tx,
    [...places].map(([{ observation }, phoneId]) => ({ phoneId, chatId: chatIn(observation) })),
  );
  const later: NewWaiting[] = [];
  const now = heard.filter((one) => {
    const phoneId = places.get(one);
    if (phoneId === undefined || !isMessage(one)) return true;
    const { observation, journalId } = one;
    const key = chatKey(phoneId, observation.chatId);
    const pending = hasFile(observation);
    const holds = !observation.isHistory;
    if (!pending && (observation.isHistory || !holding.has(key))) return true;
    if (pending && holds) holding.add(key);
    const receivedAt = entries.get(journalId)?.receivedAt ?? new Date();
    const tellBy = new Date(receivedAt.getTime() + holdMs);
    later.push({ journalId, phoneId, observation, pending, holds, tellBy });
    return false;
  });
  await waiting.enqueue(tx, later);
  return { now, held: later.length };
}

const chatIn = (observation: Heard['observation']): string =>
  observation.kind === 'message' ? observation.chatId : '';
