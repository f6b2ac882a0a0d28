import {
  graphEntryOf,
  graphTitle,
  wamidOf,
  type EventType,
  type MediaRef,
  type Message,
} from '@watertight/core';
import type { PhoneName, StreamedEvent } from '@watertight/store';
import { asOf } from './moment.ts';

type Json = Record<string, unknown>;

const STATUSES: Partial<Record<EventType, string>> = {
  'message.sent': 'sent',
  'message.delivered': 'delivered',
  'message.read': 'read',
  'message.played': 'played',
  'message.failed': 'failed',
};

/**
 * An event as Meta's webhooks would tell it (developers.facebook.com/docs/whatsapp/cloud-api/webhooks): messages that
 * came and statuses of those that were sent, one each. Null for what Meta has no word for. The ids of messages are
 * ours, in the form that the facade of the API gives and takes.
 */
export function cloudApiBody(event: StreamedEvent, phone: PhoneName | null): string | null {
  const value = event.type === 'webhook.test' ? SAMPLE : valueOf(event);
  if (!value) return null;
  const metadata = {
    display_phone_number: phone?.me ?? '',
    phone_number_id: phone?.phoneNumberId ?? '',
  };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        // A WhatsApp Web phone is an account of its own.
        id: phone?.wabaId ?? phone?.phoneNumberId ?? '0',
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }],
      },
    ],
  });
}

const SAMPLE: Json = {
  contacts: [{ profile: { name: 'test user name' }, wa_id: '16315551181' }],
  messages: [
    {
      from: '16315551181',
      id: 'test',
      timestamp: '1504902988',
      type: 'text',
      text: { body: 'This is a test of your webhook.' },
    },
  ],
};

function valueOf(event: StreamedEvent): Json | null {
  if (!event.message) return null;
  const message = asOf(event.message, event);
  if (event.type === 'message.received') return arrival(message);
  const status = STATUSES[event.type];
  if (!status || message.direction !== 'outbound') return null;
  return { statuses: [statusOf(message, status, event.at)] };
}

const seconds = (at: Date): string => String(Math.floor(at.getTime() / 1000));

function statusOf(message: Message, status: string, at: Date): Json {
  const { id, chatId, error, metadata } = message;
  const callback = metadata?.['biz_opaque_callback_data'];
  return {
    id: wamidOf(id),
    status,
    timestamp: seconds(at),
    recipient_id: chatId,
    ...(chatId.endsWith('@g.us') ? { recipient_type: 'group' } : {}),
    ...(typeof callback === 'string' ? { biz_opaque_callback_data: callback } : {}),
    ...(status === 'failed' && error ? { errors: [errorOf(error)] } : {}),
  };
}

function errorOf(error: NonNullable<Message['error']>): Json {
  const { code } = graphEntryOf(error);
  const title = graphTitle(code) ?? error.code;
  return { code, title, message: title, error_data: { details: error.detail } };
}

function arrival(message: Message): Json {
  const from = message.participant ?? message.from ?? message.chatId;
  return {
    contacts: [{ profile: { name: senderName(message) }, wa_id: from }],
    messages: [
      {
        from,
        id: wamidOf(message.id),
        timestamp: seconds(message.createdAt),
        ...(message.chatId.endsWith('@g.us') ? { group_id: message.chatId } : {}),
        ...(message.quotedMessageId && message.type !== 'reaction'
          ? { context: { id: wamidOf(message.quotedMessageId) } }
          : {}),
        ...bodyOf(message.type, message.content as Json),
      },
    ],
  };
}

const senderName = ({ from, chatId }: Message): string => from ?? chatId;

const UNSUPPORTED = {
  type: 'unsupported',
  errors: [{ code: 131051, title: 'Message type unknown', message: 'Message type unknown' }],
};

type Shape = (content: Json) => Json;

const media =
  (kind: string, more: Shape = () => ({})): Shape =>
  (content) => {
    const file = content['media'] as MediaRef | null | undefined;
    if (!file) return UNSUPPORTED;
    return {
      type: kind,
      [kind]: {
        id: file.mediaId,
        mime_type: file.mimeType,
        sha256: Buffer.from(file.sha256, 'hex').toString('base64'),
        ...(typeof content['caption'] === 'string' ? { caption: content['caption'] } : {}),
        ...more(content),
      },
    };
  };

const SHAPES: Partial<Record<Message['type'], Shape>> = {
  text: ({ text }) => ({ type: 'text', text: { body: text } }),
  image: media('image'),
  video: media('video'),
  audio: media('audio', () => ({ voice: false })),
  voice: media('audio', () => ({ voice: true })),
  document: media('document', ({ media: file }) => filename(file as MediaRef)),
  sticker: media('sticker', ({ animated }) => ({ animated: animated === true })),
  location: ({ latitude, longitude, name, address, url }) => ({
    type: 'location',
    location: defined({ latitude, longitude, name, address, url }),
  }),
  contact: ({ contacts }) => ({ type: 'contacts', contacts: (contacts as Json[]).map(card) }),
  reaction: ({ emoji, messageId }) => ({
    type: 'reaction',
    reaction: { message_id: typeof messageId === 'string' ? wamidOf(messageId) : null, emoji },
  }),
  interactive: (content) => ({ type: 'interactive', interactive: reply(content) }),
  button: ({ title, text, payload, id }) => ({
    type: 'button',
    button: { text: title ?? text, payload: payload ?? id },
  }),
  order: (content) => ({ type: 'order', order: content }),
  system: (content) => ({ type: 'system', system: content }),
};

const bodyOf = (type: Message['type'], content: Json): Json => SHAPES[type]?.(content) ?? UNSUPPORTED;

const filename = ({ filename: name }: MediaRef): Json => (name ? { filename: name } : {});

const card = ({ name, phones, organization }: Json): Json => ({
  name: { formatted_name: name, first_name: name },
  phones: (phones as string[]).map((phone) => ({ phone, wa_id: phone.replaceAll(/\D/g, ''), type: 'CELL' })),
  ...(organization ? { org: { company: organization } } : {}),
});

function reply({ kind, id, title, payload }: Json): Json {
  if (kind === 'list') return { type: 'list_reply', list_reply: { id, title } };
  if (kind !== 'flow') return { type: 'button_reply', button_reply: { id, title } };
  const json = typeof payload === 'string' ? payload : JSON.stringify(payload ?? {});
  return { type: 'nfm_reply', nfm_reply: { name: 'flow', body: title, response_json: json } };
}

const defined = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
