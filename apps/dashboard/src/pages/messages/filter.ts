import type { Schema } from '@watertight/client';

export type Message = Schema<'Message'>;

/** What the list is narrowed to; each as it stands in the address. */
export interface Filter {
  status: string;
  direction: string;
  type: string;
  phoneIndex: string;
  chatId: string;
  from: string;
  to: string;
  search: string;
}

const NAMES = ['status', 'direction', 'type', 'phoneIndex', 'chatId', 'from', 'to', 'search'] as const;
export const NO_FILTER = Object.fromEntries(NAMES.map((name) => [name, ''])) as unknown as Filter;

export const filterOf = (parameters: URLSearchParams): Filter =>
  Object.fromEntries(NAMES.map((name) => [name, parameters.get(name) ?? ''])) as unknown as Filter;

export const parametersOf = (filter: Filter): URLSearchParams =>
  new URLSearchParams(NAMES.filter((name) => filter[name] !== '').map((name) => [name, filter[name]]));

/** A time of a field in the browser's own time zone, as the API takes it. */
const timeOf = (local: string): string => new Date(local).toISOString();

/** The query of `GET /api/v2/messages/:companyId`. */
export function queryOf(filter: Filter) {
  const { status, direction, type, phoneIndex, chatId, from, to, search } = filter;
  return {
    ...(status === '' ? {} : { status }),
    ...(direction === '' ? {} : { direction: direction as Message['direction'] }),
    ...(type === '' ? {} : { type }),
    ...(phoneIndex === '' ? {} : { phoneIndex: Number(phoneIndex) }),
    ...(chatId.trim() === '' ? {} : { chatId: chatId.trim() }),
    ...(from === '' ? {} : { from: timeOf(from) }),
    ...(to === '' ? {} : { to: timeOf(to) }),
    ...(search.trim() === '' ? {} : { search: search.trim() }),
  };
}

const isOneOf = (list: string, word: string): boolean => list === '' || list.split(',').includes(word);

/** Whether a message belongs into the list: as the API decides it, for messages that are told by events. */
export function matches(filter: Filter, message: Message): boolean {
  const { status, direction, type, phoneIndex, chatId, from, to, search } = filter;
  return (
    isOneOf(status, message.status) &&
    isOneOf(type, message.type) &&
    (direction === '' || direction === message.direction) &&
    (phoneIndex === '' || Number(phoneIndex) === message.phoneIndex) &&
    (chatId.trim() === '' || chatId.trim().replaceAll(/[+\s]/g, '') === message.chatId) &&
    (from === '' || message.createdAt >= timeOf(from)) &&
    (to === '' || message.createdAt < timeOf(to)) &&
    (search.trim() === '' || says(message, search.trim()))
  );
}

function says({ id, chatId, providerMessageId, idempotencyKey, content }: Message, search: string): boolean {
  const words = search.toLowerCase();
  const text = [content['text'], content['caption']].filter((part) => typeof part === 'string');
  return (
    text.some((part) => part.toLowerCase().includes(words)) ||
    chatId.startsWith(search.replaceAll(/[+\s]/g, '') || search) ||
    [id, providerMessageId, idempotencyKey].includes(search)
  );
}

/** What a message says, in one line. */
export function preview({ type, content }: Message): string {
  const text =
    content['text'] ?? content['caption'] ?? content['question'] ?? content['title'] ?? content['name'];
  const words = typeof text === 'string' ? text.replaceAll(/\s+/g, ' ').slice(0, 200) : '';
  if (type === 'text') return words;
  if (type === 'reaction') return `reacted ${typeof content['emoji'] === 'string' ? content['emoji'] : ''}`;
  return words === '' ? type : `${type}: ${words}`;
}
