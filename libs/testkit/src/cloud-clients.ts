import { Client as GreatDetail, type CreateMessageOptions } from '@great-detail/whatsapp';
import { WhatsAppClient as Kapso } from '@kapso/whatsapp-cloud-api';
import { webcrypto } from 'node:crypto';
import { WhatsAppAPI } from 'whatsapp-api-js';
import { ActionButtons, Body, Button, Interactive } from 'whatsapp-api-js/messages/interactive';
import { Image } from 'whatsapp-api-js/messages/media';
import { BodyComponent, BodyParameter, Language, Template } from 'whatsapp-api-js/messages/template';
import { Text } from 'whatsapp-api-js/messages/text';
import type { ClientMessage } from 'whatsapp-api-js/types';

/** A published client of Meta's Cloud API, as it is, with what programs do with it. Messages answer their ids. */
export interface CloudClient {
  name: string;
  text(to: string, body: string): Promise<string>;
  /** Answers the file's id. */
  upload(file: Blob, filename: string): Promise<string>;
  image(to: string, mediaId: string, caption: string): Promise<string>;
  buttons(to: string, body: string): Promise<string>;
  template(to: string, parameter: string): Promise<string>;
}

interface Access {
  /** In place of https://graph.facebook.com. */
  baseUrl: string;
  token: string;
  phoneNumberId: string;
}

export const TEMPLATE_NAME = 'order_is_here';
const VERSION = 'v23.0';
const YES = { id: 'yes', title: 'Yes' };

/** Three clients of different authors; nothing of them is changed but where they send, and with which token. */
export const cloudClients = (access: Access): CloudClient[] => [
  greatDetail(access),
  kapso(access),
  apiJs(access),
];

interface Sent {
  messages: { id: string }[];
}
const idOf = ({ messages: [message] }: Sent): string => message?.id ?? '';
const components = (text: string) => [
  { type: 'body' as const, parameters: [{ type: 'text' as const, text }] },
];

function greatDetail({ baseUrl, token, phoneNumberId }: Access): CloudClient {
  const client = new GreatDetail({
    prefixUrl: baseUrl,
    graphVersion: VERSION,
    request: { headers: { Authorization: `Bearer ${token}` } },
  });
  // Its types know less than it sends.
  const send = async (message: object) =>
    idOf(
      await client.message
        .createMessage({ phoneNumberID: phoneNumberId, ...message } as CreateMessageOptions & {
          phoneNumberID: string;
        })
        .json<Sent>(),
    );
  return {
    name: '@great-detail/whatsapp',
    text: (to, body) => send({ to, type: 'text', text: { body } }),
    upload: async (file, filename) =>
      (
        await client.media
          .upload({ phoneNumberID: phoneNumberId, file, mimeType: file.type, filename })
          .json()
      ).id,
    image: (to, id, caption) => send({ to, type: 'image', image: { id, caption } }),
    buttons: (to, text) =>
      send({
        to,
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text },
          action: { buttons: [{ type: 'reply', reply: YES }] },
        },
      }),
    template: (to, parameter) =>
      send({
        to,
        type: 'template',
        template: {
          name: TEMPLATE_NAME,
          language: { policy: 'deterministic', code: 'en_US' },
          components: components(parameter),
        },
      }),
  };
}

function kapso({ baseUrl, token, phoneNumberId }: Access): CloudClient {
  const client = new Kapso({ accessToken: token, baseUrl, graphVersion: VERSION });
  const { messages, media } = client;
  return {
    name: '@kapso/whatsapp-cloud-api',
    text: async (to, body) => idOf(await messages.sendText({ phoneNumberId, to, body })),
    upload: async (file, fileName) =>
      (await media.upload({ phoneNumberId, type: file.type, file, fileName })).id,
    image: async (to, id, caption) =>
      idOf(await messages.sendImage({ phoneNumberId, to, image: { id, caption } })),
    buttons: async (to, bodyText) =>
      idOf(await messages.sendInteractiveButtons({ phoneNumberId, to, bodyText, buttons: [YES] })),
    template: async (to, parameter) =>
      idOf(
        await messages.sendTemplate({
          phoneNumberId,
          to,
          template: {
            name: TEMPLATE_NAME,
            language: { code: 'en_US' },
            components: components(parameter),
          },
        }),
      ),
  };
}

function apiJs({ baseUrl, token, phoneNumberId }: Access): CloudClient {
  const client = new WhatsAppAPI({
    token,
    secure: false,
    v: VERSION,
    ponyfill: {
      // It has no setting for the server.
      fetch: (url: string | URL | Request, init?: RequestInit) =>
        fetch((url as string).replace('https://graph.facebook.com', baseUrl), init),
      subtle: webcrypto.subtle,
    },
  });
  const send = async (to: string, message: ClientMessage) => {
    const answer = await client.sendMessage(phoneNumberId, to, message);
    if (!('messages' in answer)) throw new Error(JSON.stringify(answer));
    return idOf(answer);
  };
  return {
    name: 'whatsapp-api-js',
    text: (to, body) => send(to, new Text(body)),
    async upload(file, filename) {
      const form = new FormData();
      form.set('file', file, filename);
      const answer = await client.uploadMedia(phoneNumberId, form);
      if (!('id' in answer)) throw new Error(JSON.stringify(answer));
      return answer.id;
    },
    image: (to, id, caption) => send(to, new Image(id, true, caption)),
    buttons: (to, body) =>
      send(to, new Interactive(new ActionButtons(new Button(YES.id, YES.title)), new Body(body))),
    template: (to, parameter) =>
      send(
        to,
        new Template(
          TEMPLATE_NAME,
          new Language('en_US', 'deterministic'),
          new BodyComponent(new BodyParameter(parameter)),
        ),
      ),
  };
}
