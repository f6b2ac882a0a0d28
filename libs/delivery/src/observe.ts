import type {
  JournalEntry,
  MessageObservation,
  Observation,
  PhoneRef,
  ReactionContent,
  ReceiptObservation,
} from '@watertight/core';
import {
  providerKey,
  type Applied,
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

/** An observation with the phone that it is of. */
interface Placed<T extends Observation = Observation> extends Heard<T> {
  phone: PhoneWithState;
}

export interface Observed {
  /** Entries that speak of a message which is not known (yet). */
  unmatched: Set<string>;
  /** Entries that name a phone which is not ours. */
  homeless: Set<string>;
  changed: Changed[];
  arrived: StoredArrival[];
  /** Messages of which something was said later: edited, taken back, voted on, reacted to. */
  spokenOf: Applied[];
}

export type PhoneFinder = (ref: PhoneRef) => Promise<PhoneWithState | null>;

type Messages = DeliveryDeps['store']['messages'];

/** Writes what was heard: receipts move messages on, arrivals are stored once; all in the caller's transaction. */
export async function observe(
  { store }: Pick<DeliveryDeps, 'store'>,
  tx: Queryable,
  heard: Heard[],
  findPhone: PhoneFinder,
): Promise<Observed> {
  const { placed, homeless } = await place(heard, findPhone);
  const { unmatched, changed } = await applyReceipts(
    store,
    tx,
    ofKind(placed, 'receipt').map((entry) => ({ heard: entry, phoneId: entry.phone.phoneId })),
  );
  // First what arrived: the same batch may hold what was said of it.
  const arrived = await store.messages.storeInbound(tx, ofKind(placed, 'message').map(arrivalOf));
  const spokenOf = await applyAfterwords(store.messages, tx, placed, unmatched);
  return { homeless, unmatched, changed, arrived, spokenOf };
}

async function place(heard: Heard[], findPhone: PhoneFinder) {
  const homeless = new Set<string>();
  const placed: Placed[] = [];
  for (const entry of heard) {
    const phone = await findPhone(entry.observation.phone);
    if (phone) placed.push({ ...entry, phone });
    else homeless.add(entry.journalId);
  }
  return { placed, homeless };
}

type OfKind<Kind> = Extract<Observation, { kind: Kind }>;

function ofKind<Kind extends Observation['kind']>(placed: Placed[], kind: Kind): Placed<OfKind<Kind>>[] {
  return placed.filter((entry): entry is Placed<OfKind<Kind>> => entry.observation.kind === kind);
}

const arrivalOf = ({ phone, observation }: Placed<MessageObservation>): Arrival => ({
  phone: {
    phoneId: phone.phoneId,
    companyId: phone.companyId,
    phoneIndex: phone.phoneIndex,
    connectionType: phone.connectionType,
    me: phone.state.me,
  },
  message: observation,
});

/** What was said later of messages that may be on either side. Adds the entries whose message is not known. */
async function applyAfterwords(
  messages: Messages,
  tx: Queryable,
  placed: Placed[],
  unmatched: Set<string>,
): Promise<Applied[]> {
  const all: Applied[] = [];
  const apply = async <T extends Observation>(
    entries: Placed<T>[],
    work: (words: (T & { phoneId: string })[]) => Promise<Applied[]>,
    isOptional = false,
  ) => {
    if (entries.length === 0) return;
    const applied = await work(
      entries.map(({ observation, phone }) => ({ ...observation, phoneId: phone.phoneId })),
    );
    all.push(...applied);
    const found = new Set(applied.map(({ index }) => index));
    if (!isOptional)
      entries.filter((_, index) => !found.has(index)).forEach(({ journalId }) => unmatched.add(journalId));
  };
  await apply(ofKind(placed, 'edit'), (edits) => messages.applyEdits(tx, edits));
  await apply(ofKind(placed, 'revocation'), (words) => messages.applyRevocations(tx, words));
  await apply(ofKind(placed, 'vote'), (votes) => messages.tellVotes(tx, votes));
  // A reaction is a message itself and was stored; what it reacts to may be older than we are.
  await apply(
    ofKind(placed, 'message').filter(isReaction),
    (words) => tellReactions(messages, tx, words),
    true,
  );
  const happenings = ofKind(placed, 'happening').map(({ observation, phone }) => ({
    ...observation,
    phoneId: phone.phoneId,
    phoneIndex: phone.phoneIndex,
    companyId: phone.companyId,
  }));
  if (happenings.length > 0) await messages.tellHappenings(tx, happenings);
  return all;
}

const isReaction = ({ observation }: Placed<MessageObservation>) =>
  observation.type === 'reaction' && observation.quotedProviderMessageId !== null;

const tellReactions = (
  messages: Messages,
  tx: Queryable,
  words: (MessageObservation & { phoneId: string })[],
): Promise<Applied[]> =>
  messages.tellReactions(
    tx,
    words.map((word) => ({
      phoneId: word.phoneId,
      providerMessageId: word.quotedProviderMessageId ?? '',
      at: word.at,
      emoji: (word.content as ReactionContent).emoji,
      from: word.from,
      reactionId: word.providerMessageId,
    })),
  );

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
