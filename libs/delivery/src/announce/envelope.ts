import type { EventRecord, EventType, Message } from '@watertight/core';
import { asOf } from './moment.ts';
import { messageResource } from './resource.ts';

/** An event as webhooks and the WebSocket tell it (CONTRACT 5). */
export interface Envelope {
  id: string;
  type: EventType;
  createdAt: string;
  companyId: string;
  phoneIndex: number | null;
  /** Of an event of a message: `message`, as it was then, and what the event says beside it. */
  data: Record<string, unknown>;
}

type Told = EventRecord & { message: Message | null };

export function envelopeOf(event: Told): Envelope {
  const { id, type, at, companyId, phoneIndex } = event;
  return { id, type, createdAt: at.toISOString(), companyId, phoneIndex, data: dataOf(event) };
}

function dataOf(event: Told): Record<string, unknown> {
  const detail = event.detail ?? {};
  if (event.messageId === null) return detail;
  if (event.message) return { ...detail, message: messageResource(asOf(event.message, event)) };
  return { ...detail, messageId: event.messageId }; // it was removed since
}

/** What has to stay in order among itself: a chat of a phone; else the phone, or the company. */
export function chatKeyOf({ message, phoneIndex, detail, type }: Told): string {
  const chatId = message?.chatId ?? detail?.['chatId'];
  if (typeof chatId === 'string') return `${phoneIndex ?? ''}:${chatId}`;
  return phoneIndex === null ? `:${type}` : `${phoneIndex}:`;
}
