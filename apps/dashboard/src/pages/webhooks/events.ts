import type { EventType } from './data.ts';

/** What can be told, by subject; each with the words for who has to choose. */
export const EVENT_GROUPS = [
  {
    title: 'Messages',
    about: 'What comes in, and each step of what goes out',
    events: [
      'message.received',
      'message.queued',
      'message.sending',
      'message.sent',
      'message.delivered',
      'message.read',
      'message.played',
      'message.failed',
      'message.unconfirmed',
      'message.retried',
      'message.scheduled',
      'message.cancelled',
      'message.expired',
      'message.edited',
      'message.revoked',
      'message.reaction',
      'poll.vote',
    ],
  },
  {
    title: 'Phones',
    about: 'Connected, lost, waiting for its QR code; calls',
    events: ['phone.status', 'phone.qr', 'phone.quality', 'call.received'],
  },
  {
    title: 'Chats and people',
    about: 'Chats, groups and contacts that changed',
    events: ['chat.updated', 'group.updated', 'contact.updated', 'contact.erased'],
  },
  {
    title: 'Meta account',
    about: 'Templates reviewed, flows, limits, and whatever else Meta says',
    events: ['template.status', 'account.updated', 'flow.updated', 'provider.event'],
  },
  {
    title: 'Webhooks',
    about: 'Another webhook that was disabled; test events come in any case',
    events: ['webhook.disabled', 'webhook.test'],
  },
] as const satisfies readonly { title: string; about: string; events: readonly EventType[] }[];

type Listed = (typeof EVENT_GROUPS)[number]['events'][number];
/** An event that the API knows and no group lists makes this line an error. */
export const LISTS_ALL: Exclude<EventType, Listed> extends never ? true : false = true;

/** `*` as words; few events by name, many by number. */
export function eventsInWords(events: readonly string[]): string {
  if (events.includes('*')) return 'All events';
  return events.length <= 2 ? events.join(', ') : `${events.length} types of events`;
}
