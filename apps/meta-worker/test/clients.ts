import { webcrypto } from 'node:crypto';
import { Client as GreatDetail, type CreateMessageOptions } from '@great-detail/whatsapp';
import { WhatsAppClient as Kapso } from '@kapso/whatsapp-cloud-api';
import type { SendableType } from '@watertight/core';
import { WhatsAppAPI } from 'whatsapp-api-js';
import { Contacts, Name, Phone } from 'whatsapp-api-js/messages/contacts';
import {
  ActionButtons,
  ActionCTA,
  ActionList,
  ActionLocation,
  Body,
  Button,
  Footer,
  Header,
  Interactive,
  ListSection,
  Row,
} from 'whatsapp-api-js/messages/interactive';
import { Location } from 'whatsapp-api-js/messages/location';
import { Audio, Document, Image, Sticker, Video } from 'whatsapp-api-js/messages/media';
import { Reaction } from 'whatsapp-api-js/messages/reaction';
import {
  BodyComponent,
  BodyParameter,
  Language,
  PayloadComponent,
  Template,
} from 'whatsapp-api-js/messages/template';
import { Text } from 'whatsapp-api-js/messages/text';
import type { ClientMessage } from 'whatsapp-api-js/types';

export const PHONE_NUMBER_ID = '100200300';
export const TOKEN = 'EAAG-the-token';
export const APP_SECRET = 'the-app-secret';
export const TO = '16505551234';
export const LINK = 'https://files.example/file';

/** Three published clients of the Cloud API, all pointed at one Graph server. */
export function clientsOf(graphUrl: string) {
  const apiJs = new WhatsAppAPI({
    token: TOKEN,
    appSecret: APP_SECRET,
    v: 'v23.0',
    ponyfill: {
      // It has no setting for the server.
      fetch: (url: string | URL | Request, init?: RequestInit) =>
        fetch((url as string).replace('https://graph.facebook.com', graphUrl), init),
      subtle: webcrypto.subtle,
    },
  });
  const kapso = new Kapso({ accessToken: TOKEN, baseUrl: graphUrl, graphVersion: 'v23.0' });
  const greatDetail = new GreatDetail({
    prefixUrl: graphUrl,
    graphVersion: 'v23.0',
    request: { headers: { Authorization: `Bearer ${TOKEN}` } },
  });
  return { apiJs, kapso, greatDetail };
}
export type Clients = ReturnType<typeof clientsOf>;

function fileOf(mimeType: string, filename?: string): object {
  return { mediaId: 'med_1', mimeType, sizeBytes: 10, sha256: 'ab', ...(filename && { filename }) };
}

type KapsoAddress = { phoneNumberId: string; to: string; bizOpaqueCallbackData: string };

/** One message, the way each client is told to send it, and the way our API is. */
export interface Said {
  name: string;
  ours: { type: SendableType; content: object };
  type: CreateMessageOptions['type'] | string;
  /** What stands under the type in the body, whoever composed it. */
  content: object;
  apiJs: () => ClientMessage;
  kapso: (client: Kapso, address: KapsoAddress) => Promise<unknown>;
}

const interactiveOf = (type: string, action: object, more: object = {}) => ({
  type,
  body: { text: 'Body' },
  action,
  ...more,
});

export const SAID: Said[] = [
  {
    name: 'a text with a preview',
    ours: { type: 'text', content: { text: 'https://a.example', linkPreview: true } },
    type: 'text',
    content: { body: 'https://a.example', preview_url: true },
    apiJs: () => new Text('https://a.example', true),
    kapso: (client, to) => client.messages.sendText({ ...to, body: 'https://a.example', previewUrl: true }),
  },
  {
    name: 'an image',
    ours: { type: 'image', content: { media: fileOf('image/png'), caption: 'Look' } },
    type: 'image',
    content: { link: LINK, caption: 'Look' },
    apiJs: () => new Image(LINK, false, 'Look'),
    kapso: (client, to) => client.messages.sendImage({ ...to, image: { link: LINK, caption: 'Look' } }),
  },
  {
    name: 'a video',
    ours: { type: 'video', content: { media: fileOf('video/mp4'), caption: 'Look' } },
    type: 'video',
    content: { link: LINK, caption: 'Look' },
    apiJs: () => new Video(LINK, false, 'Look'),
    kapso: (client, to) => client.messages.sendVideo({ ...to, video: { link: LINK, caption: 'Look' } }),
  },
  {
    name: 'an audio',
    ours: { type: 'audio', content: { media: fileOf('audio/mpeg') } },
    type: 'audio',
    content: { link: LINK },
    apiJs: () => new Audio(LINK),
    kapso: (client, to) => client.messages.sendAudio({ ...to, audio: { link: LINK } }),
  },
  {
    name: 'a document',
    ours: { type: 'document', content: { media: fileOf('application/pdf', 'list.pdf'), caption: 'List' } },
    type: 'document',
    content: { link: LINK, caption: 'List', filename: 'list.pdf' },
    apiJs: () => new Document(LINK, false, 'List', 'list.pdf'),
    kapso: (client, to) =>
      client.messages.sendDocument({
        ...to,
        document: { link: LINK, caption: 'List', filename: 'list.pdf' },
      }),
  },
  {
    name: 'a sticker',
    ours: { type: 'sticker', content: { media: fileOf('image/webp') } },
    type: 'sticker',
    content: { link: LINK },
    apiJs: () => new Sticker(LINK),
    kapso: (client, to) => client.messages.sendSticker({ ...to, sticker: { link: LINK } }),
  },
  {
    name: 'a location',
    ours: {
      type: 'location',
      content: { latitude: 37.7, longitude: -122.4, name: 'HQ', address: '1 Hacker Way' },
    },
    type: 'location',
    content: { latitude: 37.7, longitude: -122.4, name: 'HQ', address: '1 Hacker Way' },
    apiJs: () => new Location(-122.4, 37.7, 'HQ', '1 Hacker Way'),
    kapso: (client, to) =>
      client.messages.sendLocation({
        ...to,
        location: { latitude: 37.7, longitude: -122.4, name: 'HQ', address: '1 Hacker Way' },
      }),
  },
  {
    name: 'a contact',
    ours: { type: 'contact', content: { contacts: [{ name: 'Ada', phones: ['+491511234567'] }] } },
    type: 'contacts',
    content: [
      {
        name: { formatted_name: 'Ada', first_name: 'Ada' },
        phones: [{ phone: '+491511234567', type: 'CELL', wa_id: '491511234567' }],
      },
    ],
    apiJs: () => new Contacts([new Name('Ada', 'Ada'), new Phone('+491511234567', 'CELL', '491511234567')]),
    kapso: (client, to) =>
      client.messages.sendContacts({
        ...to,
        contacts: [
          {
            name: { formattedName: 'Ada', firstName: 'Ada' },
            phones: [{ phone: '+491511234567', type: 'CELL', waId: '491511234567' }],
          },
        ],
      }),
  },
  {
    name: 'a reaction',
    ours: { type: 'reaction', content: { emoji: '👍', messageId: 'msg_0' } },
    type: 'reaction',
    content: { message_id: 'wamid.X', emoji: '👍' },
    apiJs: () => new Reaction('wamid.X', '👍'),
    kapso: (client, to) =>
      client.messages.sendReaction({ ...to, reaction: { messageId: 'wamid.X', emoji: '👍' } }),
  },
  {
    name: 'reply buttons',
    ours: {
      type: 'interactive',
      content: {
        interactive: interactiveOf(
          'button',
          { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
          { header: { type: 'text', text: 'Header' }, footer: { text: 'Footer' } },
        ),
      },
    },
    type: 'interactive',
    content: interactiveOf(
      'button',
      { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
      { header: { type: 'text', text: 'Header' }, footer: { text: 'Footer' } },
    ),
    apiJs: () =>
      new Interactive(
        new ActionButtons(new Button('yes', 'Yes')),
        new Body('Body'),
        new Header('Header'),
        new Footer('Footer'),
      ),
    kapso: (client, to) =>
      client.messages.sendInteractiveButtons({
        ...to,
        header: { type: 'text', text: 'Header' },
        bodyText: 'Body',
        footerText: 'Footer',
        buttons: [{ id: 'yes', title: 'Yes' }],
      }),
  },
  {
    name: 'a list',
    ours: {
      type: 'interactive',
      content: {
        interactive: interactiveOf('list', {
          button: 'Choose',
          sections: [{ title: 'A', rows: [{ id: '1', title: 'One', description: 'First' }] }],
        }),
      },
    },
    type: 'interactive',
    content: interactiveOf('list', {
      button: 'Choose',
      sections: [{ title: 'A', rows: [{ id: '1', title: 'One', description: 'First' }] }],
    }),
    apiJs: () =>
      new Interactive(
        new ActionList('Choose', new ListSection('A', new Row('1', 'One', 'First'))),
        new Body('Body'),
      ),
    kapso: (client, to) =>
      client.messages.sendInteractiveList({
        ...to,
        bodyText: 'Body',
        buttonText: 'Choose',
        sections: [{ title: 'A', rows: [{ id: '1', title: 'One', description: 'First' }] }],
      }),
  },
  {
    name: 'a link button',
    ours: {
      type: 'interactive',
      content: {
        interactive: interactiveOf('cta_url', {
          name: 'cta_url',
          parameters: { display_text: 'Go', url: LINK },
        }),
      },
    },
    type: 'interactive',
    content: interactiveOf('cta_url', { name: 'cta_url', parameters: { display_text: 'Go', url: LINK } }),
    apiJs: () => new Interactive(new ActionCTA('Go', LINK), new Body('Body')),
    kapso: (client, to) =>
      client.messages.sendInteractiveCtaUrl({
        ...to,
        bodyText: 'Body',
        parameters: { displayText: 'Go', url: LINK },
      }),
  },
  {
    name: 'a request for the location',
    ours: {
      type: 'interactive',
      content: { interactive: interactiveOf('location_request_message', { name: 'send_location' }) },
    },
    type: 'interactive',
    content: interactiveOf('location_request_message', { name: 'send_location' }),
    apiJs: () => new Interactive(new ActionLocation(), new Body('Body')),
    // Its own builder adds a parameter that Meta does not document.
    kapso: (client, to) =>
      client.messages.sendInteractiveRaw({
        ...to,
        interactive: interactiveOf('location_request_message', { name: 'send_location' }),
      }),
  },
  {
    name: 'a template',
    ours: {
      type: 'template',
      content: {
        name: 'order_is_here',
        language: 'en_US',
        components: [
          { type: 'body', parameters: [{ type: 'text', text: 'Ada' }] },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: 0,
            parameters: [{ type: 'payload', payload: 'p' }],
          },
        ],
      },
    },
    type: 'template',
    content: {
      name: 'order_is_here',
      language: { code: 'en_US' },
      components: [
        { type: 'body', parameters: [{ type: 'text', text: 'Ada' }] },
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: 0,
          parameters: [{ type: 'payload', payload: 'p' }],
        },
      ],
    },
    apiJs: () =>
      new Template(
        'order_is_here',
        new Language('en_US'),
        new BodyComponent(new BodyParameter('Ada')),
        new PayloadComponent('p'),
      ),
    kapso: (client, to) =>
      client.messages.sendTemplate({
        ...to,
        template: {
          name: 'order_is_here',
          language: { code: 'en_US' },
          components: [
            { type: 'body', parameters: [{ type: 'text', text: 'Ada' }] },
            {
              type: 'button',
              subType: 'quick_reply',
              index: 0,
              parameters: [{ type: 'payload', payload: 'p' }],
            },
          ],
        },
      }),
  },
];
