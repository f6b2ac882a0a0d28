import { isGroupChat, type JournalEntry, type MessageObservation, type Observation } from '@watertight/core';
import type { RawMessage } from './raw.ts';

/**
 * A journalled inbound message becomes observations. Pure. Throws on a body that no session of ours wrote.
 * Messages of our own phone and status updates observe nothing for now.
 */
export function receive(entry: JournalEntry): Observation[] {
  if (entry.phoneId === null) throw new Error('The entry names no phone');
  const raw = parse(entry.body);
  if (raw.fromMe || raw.chat === 'status@broadcast') return [];
  return [observationOf(raw, entry.phoneId)];
}

function parse(body: string): RawMessage {
  const raw = JSON.parse(body) as Partial<RawMessage>;
  if (typeof raw.id !== 'string' || typeof raw.chat !== 'string' || typeof raw.timestamp !== 'number') {
    throw new Error('The entry is no message of WhatsApp Web');
  }
  return raw as RawMessage;
}

function observationOf(raw: RawMessage, phoneId: string): MessageObservation {
  const chatId = spell(raw.chat);
  const isGroup = isGroupChat(chatId);
  const writer = spell((isGroup ? raw.author : null) ?? raw.from ?? raw.chat);
  return {
    kind: 'message',
    phone: { phoneId },
    providerMessageId: raw.id,
    chatId,
    from: writer,
    fromMe: false,
    participant: isGroup ? writer : null,
    ...(raw.type === 'chat'
      ? { type: 'text', content: { text: raw.body } }
      : { type: 'unsupported', content: { raw } }),
    quotedProviderMessageId: quotedIdOf(raw, isGroup),
    at: new Date(raw.timestamp * 1000),
    senderName: raw.notifyName,
  };
}

/** In our spelling: a group as it is, of everybody else the digits before `@` (of a hidden number those of its LID). */
function spell(id: string): string {
  if (isGroupChat(id)) return id;
  return (id.split('@', 1)[0] ?? id).split(':', 1)[0] ?? id;
}

/** WhatsApp gives the key of the quoted message alone; ids are told and stored whole. */
function quotedIdOf(raw: RawMessage, isGroup: boolean): string | null {
  if (!raw.quotedKey) return null;
  if (!isGroup) {
    const isTheirs = raw.quotedWriter !== null && spell(raw.quotedWriter) === spell(raw.chat);
    return `${!isTheirs}_${raw.chat}_${raw.quotedKey}`;
  }
  if (!raw.quotedWriter) return null;
  const isOurs = raw.to !== null && spell(raw.quotedWriter) === spell(raw.to);
  const writer = raw.quotedWriter.replace(/:\d+@/, '@');
  return `${isOurs}_${raw.chat}_${raw.quotedKey}_${writer}`;
}
