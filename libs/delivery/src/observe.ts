import type {
  JournalEntry,
  MessageObservation,
  Observation,
  PhoneRef,
  ReceiptObservation,
} from '@watertight/core';
import {
  providerKey,
  type Arrival,
  type Changed,
  type PhoneWithState,
  type Queryable,
  type StoredArrival,
} from '@watertight/store';
import { receiptDecision } from './receipts.ts';
import type { DeliveryDeps } from './types.ts';

/** An observation and the journal entry that it came from. */
export interface Heard<T extends Observation = Observation> {
  journalId: JournalEntry['journalId'];
  observation: T;
}

export interface Observed {
  /** Entries with a receipt for a message that is not known (yet). */
  unmatched: Set<string>;
  /** Entries that name a phone which is not ours. */
  homeless: Set<string>;
  changed: Changed[];
  arrived: StoredArrival[];
}

export type PhoneFinder = (ref: PhoneRef) => Promise<PhoneWithState | null>;

/** Writes what was heard: receipts move messages on, arrivals are stored once; all in the caller's transaction. */
export async function observe(
  { store }: Pick<DeliveryDeps, 'store'>,
  tx: Queryable,
  heard: Heard[],
  findPhone: PhoneFinder,
): Promise<Observed> {
  const homeless = new Set<string>();
  const receipts: { heard: Heard<ReceiptObservation>; phoneId: string }[] = [];
  const arrivals: Arrival[] = [];
  for (const entry of heard) {
    const phone = await findPhone(entry.observation.phone);
    if (!phone) homeless.add(entry.journalId);
    else if (entry.observation.kind === 'receipt')
      receipts.push({ heard: entry as Heard<ReceiptObservation>, phoneId: phone.phoneId });
    else arrivals.push(arrivalOf(phone, entry.observation));
  }
  const { unmatched, changed } = await applyReceipts(store, tx, receipts);
  return { homeless, unmatched, changed, arrived: await store.messages.storeInbound(tx, arrivals) };
}

const arrivalOf = (phone: PhoneWithState, message: MessageObservation): Arrival => ({
  phone: {
    phoneId: phone.phoneId,
    companyId: phone.companyId,
    phoneIndex: phone.phoneIndex,
    connectionType: phone.connectionType,
    me: phone.state.me,
  },
  message,
});

interface PlacedReceipt {
  heard: Heard<ReceiptObservation>;
  phoneId: string;
}

/** Matches receipts by our own id where the provider gives it back, else by the provider's. */
export async function applyReceipts(
  store: DeliveryDeps['store'],
  tx: Queryable,
  receipts: PlacedReceipt[],
): Promise<{ unmatched: Set<string>; changed: Changed[] }> {
  const known = await store.messages.findByProviderIds(
    tx,
    receipts
      .filter(({ heard }) => heard.observation.messageId === null)
      .map(({ heard, phoneId }) => ({ phoneId, providerMessageId: heard.observation.providerMessageId })),
  );
  const idOf = ({ heard: { observation }, phoneId }: PlacedReceipt) =>
    observation.messageId ?? known.get(providerKey(phoneId, observation.providerMessageId));

  const facts = new Map<string, PlacedReceipt[]>();
  const unmatched = new Set<string>();
  for (const receipt of receipts) {
    const id = idOf(receipt);
    if (id === undefined) unmatched.add(receipt.heard.journalId);
    else facts.set(id, [...(facts.get(id) ?? []), receipt]);
  }
  const changed = await store.messages.changeIn(tx, {
    facts,
    decide(current, placed) {
      const own = placed.filter(({ phoneId }) => phoneId === current.phone_id);
      return receiptDecision(
        current,
        own.map(({ heard }) => heard.observation),
      );
    },
  });
  return { unmatched, changed };
}
