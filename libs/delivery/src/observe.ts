import {
  CHANNELS,
  isBsuid,
  personOf,
  type ChatObservation,
  type ContactObservation,
  type HappeningObservation,
  type JournalEntry,
  type MessageObservation,
  type Observation,
  type PersonSeen,
  type PhoneRef,
  type PhoneStop,
  type ReactionContent,
  type ReceiptObservation,
  type WabaRef,
  windowOpenedAt,
} from '@watertight/core';
import {
  providerKey,
  sentBumps,
  spellingKey,
  type Applied,
  type Arrival,
  type ChatBump,
  type Happening,
  type Learned,
  type ParticipantWord,
  type PhoneWithState,
  type Queryable,
  type StoredArrival,
} from '@watertight/store';
import {
  isFailureOfSomeAttempt,
  isLate,
  participantKey,
  RECEIPT_EVENT,
  receiptDecision,
  receiptDetail,
} from './receipts.ts';
import { keepNews, type ToldNews } from './news.ts';
import type { Moved } from './trace.ts';
import type { DeliveryDeps } from './types.ts';

/** An observation and the journal entry that it came from. */
export interface Heard<T extends Observation = Observation> {
  journalId: JournalEntry['journalId'];
  observation: T;
  /** Of the span in which it is understood. */
  traceparent?: string | undefined;
}

/** An observation with the phone that it is of. */
interface Placed<T extends Observation = Observation> extends Heard<T> {
  phone: PhoneWithState;
}

/**
 * Entry → whose message it may be: `ours` for what was said of one that we must know, `foreign` for a status that
 * does not carry our id: others may send with the same number.
 */
export type Unmatched = Map<string, 'ours' | 'foreign'>;

export interface Observed {
  /** Entries that speak of a message which is not known (yet). */
  unmatched: Unmatched;
  /** Entries that name a phone which is not ours. */
  homeless: Set<string>;
  changed: Moved[];
  arrived: StoredArrival[];
  /** Messages of which something was said later: edited, taken back, voted on, reacted to. */
  spokenOf: Applied[];
  /** People of whom number and LID turned out to belong together. */
  linked: Learned['linked'];
  /** Failures that lie in a phone or its account. */
  stops: HeardStop[];
}

export interface HeardStop {
  phone: PhoneWithState;
  stop: PhoneStop;
  at: Date;
}

/** One phone, by our id or by Meta's. */
export type PhoneFinder = (ref: Exclude<PhoneRef, WabaRef>) => Promise<PhoneWithState | null>;
/** The phones that a word is told to; see `WabaRef`. */
export type PhonePlacer = (ref: PhoneRef) => Promise<PhoneWithState[]>;

type Messages = DeliveryDeps['store']['messages'];

/**
 * Writes what was heard, all in the caller's transaction: receipts move messages on, arrivals are stored once, and
 * contacts and chats follow. Locks are taken in the order in which it stands here.
 */
export async function observe(
  { store, clock }: Pick<DeliveryDeps, 'store' | 'clock'>,
  tx: Queryable,
  heard: Heard[],
  placePhones: PhonePlacer,
): Promise<Observed> {
  const { placed: told, homeless } = await place(heard, placePhones);
  const placed = await spell(store, tx, told);
  // First what arrived: the same batch may hold what was said of it.
  const messages = ofKind(placed, 'message');
  const { arrived, receipts } = await storeMessages(store, tx, messages);
  const { unmatched, changed } = await applyReceipts(store, tx, [
    ...ofKind(placed, 'receipt').map((entry) => ({ heard: entry, phoneId: entry.phone.phoneId })),
    ...receipts,
  ]);
  const spokenOf = await applyAfterwords(store.messages, tx, placed, unmatched);
  const { linked, told: toldOfPeople } = await keepPeople(store, tx, placed);
  const toldOfChats = ofKind(placed, 'chat').flatMap(chatHappening);
  await tellNews(store, tx, ofKind(placed, 'happening'));
  await store.messages.tellHappenings(tx, [...toldOfPeople, ...toldOfChats]);
  await store.chats.bump(tx, [...bumpsOf(messages, arrived), ...sentBumps(changed, clock.now())]);
  await store.chats.hear(tx, ofKind(placed, 'chat').map(chatHeard));
  await tellHeard(store, tx, placed);
  const stops = ofKind(placed, 'receipt').flatMap(({ phone, observation: { stops: stop, at } }) =>
    stop ? [{ phone, stop, at }] : [],
  );
  return { homeless, unmatched, changed, arrived, spokenOf, linked, stops };
}

/** Since when we hear what comes to a phone says since when we know whose window is closed. */
async function tellHeard(store: DeliveryDeps['store'], tx: Queryable, placed: Placed[]): Promise<void> {
  const unheard = placed.flatMap(({ phone }) =>
    phone.state.heardSince === null && CHANNELS[phone.connectionType].serviceWindowHours !== null
      ? [phone.phoneId]
      : [],
  );
  if (unheard.length > 0) await store.phones.heard(tx, [...new Set(unheard)]);
}

async function place(heard: Heard[], placePhones: PhonePlacer) {
  const homeless = new Set<string>();
  const placed: Placed[] = [];
  for (const entry of heard) {
    const phones = await placePhones(entry.observation.phone);
    placed.push(...phones.map((phone) => ({ ...entry, phone })));
    if (phones.length === 0) homeless.add(entry.journalId);
  }
  return { placed, homeless };
}

type OfKind<Kind> = Extract<Observation, { kind: Kind }>;

function ofKind<Kind extends Observation['kind']>(placed: Placed[], kind: Kind): Placed<OfKind<Kind>>[] {
  return placed.filter((entry): entry is Placed<OfKind<Kind>> => entry.observation.kind === kind);
}

/** A person's chat is spelled by his number as soon as we know it, whatever the provider says this time. */
async function spell(store: DeliveryDeps['store'], tx: Queryable, placed: Placed[]): Promise<Placed[]> {
  const hidden = placed.flatMap(({ observation, phone: { companyId } }) =>
    spellingsIn(observation)
      .filter((id) => id.endsWith('@lid') || isBsuid(id))
      .map((id) => ({ companyId, id })),
  );
  if (hidden.length === 0) return placed;
  const today = await store.contacts.spellingsOf(tx, hidden);
  if (today.size === 0) return placed;
  return placed.map((entry) => {
    const known = <T extends string | null>(id: T): T | string =>
      id === null ? id : (today.get(spellingKey(entry.phone.companyId, id)) ?? id);
    return { ...entry, observation: respelled(entry.observation, known) };
  });
}

const spellingsIn = (observation: Observation): string[] => {
  if (observation.kind === 'chat') return [observation.chatId];
  if (observation.kind === 'vote') return [observation.voter];
  if (observation.kind !== 'message') return [];
  return [observation.chatId, observation.from, ...(observation.mentions ?? [])];
};

function respelled(
  observation: Observation,
  known: <T extends string | null>(id: T) => T | string,
): Observation {
  if (observation.kind === 'chat') return { ...observation, chatId: known(observation.chatId) };
  if (observation.kind === 'vote') return { ...observation, voter: known(observation.voter) };
  if (observation.kind !== 'message') return observation;
  const { chatId, from, participant, mentions } = observation;
  return {
    ...observation,
    ...{ chatId: known(chatId), from: known(from), participant: known(participant) },
    ...(mentions ? { mentions: mentions.map(known) } : {}),
  };
}

/**
 * Stores what is new. What the phone's owner wrote on a device of his is told to us like an echo of what we send
 * ourselves: an echo says of our message that it went out, and makes no second one.
 */
async function storeMessages(
  { messages }: DeliveryDeps['store'],
  tx: Queryable,
  entries: Placed<MessageObservation>[],
): Promise<{ arrived: StoredArrival[]; receipts: PlacedReceipt[] }> {
  const own = entries.filter(({ observation }) => observation.fromMe);
  const known = await messages.matchOwn(tx, own.map(ownWord));
  const receipts = known.flatMap(({ index, id }) => echoReceipt(own[index], id));
  // What was written on a device may come again complete; what we sent, nobody has to tell us.
  const echoes = new Set(known.filter(({ heard }) => !heard).map(({ index }) => own[index]));
  const told = entries.filter((entry) => !echoes.has(entry));
  const stored = await messages.storeInbound(tx, told.map(arrivalOf));
  const places = new Map(entries.map((entry, index) => [entry, index]));
  const arrived = stored.map((one) => {
    const entry = told[one.index];
    return { ...one, index: (entry && places.get(entry)) ?? -1 };
  });
  const written = arrived.flatMap(({ index, id }) => echoReceipt(entries[index], id));
  return { arrived, receipts: [...receipts, ...written] };
}

const ownWord = ({ phone, observation }: Placed<MessageObservation>) => ({
  phoneId: phone.phoneId,
  providerMessageId: observation.providerMessageId,
  key: observation.key ?? observation.providerMessageId,
});

function echoReceipt(entry: Placed<MessageObservation> | undefined, messageId: string): PlacedReceipt[] {
  if (!entry?.observation.fromMe || entry.observation.isHistory) return [];
  const { providerMessageId, phone, at, status = 'sent' } = entry.observation;
  const receipt: ReceiptObservation = {
    kind: 'receipt',
    phone,
    messageId,
    providerMessageId,
    status,
    at,
    error: null,
  };
  const { journalId, traceparent } = entry;
  return [{ heard: { journalId, traceparent, observation: receipt }, phoneId: entry.phone.phoneId }];
}

/** Who is heard of in a batch, and events for those who were named for their own sake. */
async function keepPeople(
  store: DeliveryDeps['store'],
  tx: Queryable,
  placed: Placed[],
): Promise<{ linked: Learned['linked']; told: Happening[] }> {
  const people = placed.flatMap(({ observation, phone: { companyId } }) =>
    peopleIn(observation).map((person) => ({ ...person, companyId })),
  );
  const { linked } = await store.contacts.learn(tx, people);
  return { linked, told: ofKind(placed, 'contact').flatMap(contactHappening) };
}

function peopleIn(observation: Observation): PersonSeen[] {
  if (observation.kind === 'contact') return [observation.person];
  if (observation.kind === 'receipt') return observation.people ?? [];
  if (observation.kind !== 'message') return [];
  const { people, from, fromMe, senderName } = observation;
  if (people) return people;
  const writer = fromMe ? null : personOf(from);
  return writer ? [{ ...writer, pushName: senderName }] : [];
}

const placeOf = ({ phone }: Placed) => ({
  companyId: phone.companyId,
  phoneId: phone.phoneId,
  phoneIndex: phone.phoneIndex,
});

function contactHappening(entry: Placed<ContactObservation>): Happening[] {
  const { key, person, data, at } = entry.observation;
  return key === null
    ? []
    : [{ ...placeOf(entry), type: 'contact.updated', key, at, data: { ...person, ...data } }];
}

function chatHappening(entry: Placed<ChatObservation>): Happening[] {
  const { key, chatId, change, removed, at } = entry.observation;
  const data = { chatId, ...change, ...(removed ? { removed } : {}) };
  return key === null ? [] : [{ ...placeOf(entry), type: 'chat.updated', key, at, data }];
}

/** Tells what happened, once each. What is new of it may change what is on record elsewhere, in the same step. */
async function tellNews(
  store: DeliveryDeps['store'],
  tx: Queryable,
  placed: Placed<HappeningObservation>[],
): Promise<void> {
  const happenings = placed.map((entry): Happening & ToldNews => {
    const { phone, observation } = entry;
    const { phone: ref, type, key, data, at } = observation;
    const scope = 'wabaId' in ref ? { scope: `${phone.companyId}/${ref.wabaId}` } : {};
    return { ...placeOf(entry), ...scope, type, key, data, at, phone, observation };
  });
  const told = await store.messages.tellHappenings(tx, happenings);
  if (told.length > 0) await keepNews(store, tx, told);
}

const chatHeard = (entry: Placed<ChatObservation>) => {
  const { chatId, change, removed, at } = entry.observation;
  return { ...placeOf(entry), chatId, ...change, removed, at };
};

/** What is no word to anybody waits for nobody to read it. */
const UNREADABLE: ReadonlySet<string> = new Set(['reaction', 'system', 'call']);

function bumpsOf(messages: Placed<MessageObservation>[], arrived: StoredArrival[]): ChatBump[] {
  return arrived.flatMap(({ id, index }) => {
    const entry = messages[index];
    if (!entry) return [];
    const { type, fromMe, chatId, at, isHistory } = entry.observation;
    const means = isHistory || UNREADABLE.has(type) ? 'none' : fromMe ? 'read' : 'unread';
    const windowUntil = fromMe || type === 'system' ? null : windowOpenedAt(entry.phone, at);
    return [{ ...placeOf(entry), chatId, messageId: id, at, means, windowUntil }];
  });
}

const arrivalOf = ({ phone, observation, traceparent }: Placed<MessageObservation>): Arrival => ({
  phone: {
    phoneId: phone.phoneId,
    companyId: phone.companyId,
    phoneIndex: phone.phoneIndex,
    connectionType: phone.connectionType,
    me: phone.state.me,
  },
  message: observation,
  traceparent,
});

/** What was said later of messages that may be on either side. Adds the entries whose message is not known. */
async function applyAfterwords(
  messages: Messages,
  tx: Queryable,
  placed: Placed[],
  unmatched: Unmatched,
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
      entries
        .filter((_, index) => !found.has(index))
        .forEach(({ journalId }) => unmatched.set(journalId, 'ours'));
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
  return all;
}

const isReaction = ({ observation }: Placed<MessageObservation>) =>
  observation.type === 'reaction' && observation.quotedProviderMessageId !== null && !observation.isHistory;

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
): Promise<{ unmatched: Unmatched; changed: Moved[] }> {
  const known = await store.messages.findByProviderIds(
    tx,
    receipts
      .filter(({ heard }) => heard.observation.messageId === null)
      .map(({ heard, phoneId }) => ({ phoneId, providerMessageId: heard.observation.providerMessageId })),
  );
  const idOf = ({ heard: { observation }, phoneId }: PlacedReceipt) =>
    observation.messageId ?? known.get(providerKey(phoneId, observation.providerMessageId));

  const facts = new Map<string, PlacedReceipt[]>();
  const unmatched: Unmatched = new Map();
  for (const receipt of receipts) {
    const id = idOf(receipt);
    if (id === undefined) unmatched.set(receipt.heard.journalId, 'foreign');
    else facts.set(id, [...(facts.get(id) ?? []), receipt]);
  }
  const late: Omit<ParticipantWord, 'dedupeKey'>[] = [];
  const changed = await store.messages.changeIn(tx, {
    facts,
    decide(current, placed) {
      const own = placed.filter(({ phoneId }) => phoneId === current.phone_id);
      for (const { heard } of own.filter((one) => isLate(current, one.heard.observation)))
        late.push(eventOf(current.id, heard.observation));
      const early = own.filter(({ heard }) => isFailureOfSomeAttempt(current, heard.observation));
      for (const { heard } of early) unmatched.set(heard.journalId, 'ours');
      return receiptDecision(
        current,
        own.filter((one) => !early.includes(one)).map(({ heard }) => heard.observation),
      );
    },
  });
  await store.messages.tellLate(tx, late);
  await store.messages.tellParticipants(tx, [...facts].flatMap(participantWords));
  const moved = changed.map((one) => ({ ...one, heardUnder: facts.get(one.id)?.[0]?.heard.traceparent }));
  return { unmatched, changed: moved };
}

const eventOf = (messageId: string, observation: ReceiptObservation): Omit<ParticipantWord, 'dedupeKey'> => ({
  messageId,
  type: RECEIPT_EVENT[observation.status],
  at: observation.at,
  detail: receiptDetail(observation) ?? {},
});

const participantWords = ([messageId, receipts]: [string, PlacedReceipt[]]): ParticipantWord[] =>
  receipts.flatMap(({ heard: { observation } }) => {
    const dedupeKey = participantKey(messageId, observation);
    return dedupeKey === null ? [] : [{ ...eventOf(messageId, observation), dedupeKey }];
  });
