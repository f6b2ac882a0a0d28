import type { Message } from '@watertight/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';
import { form, PDF } from './support/files.ts';

let api: TestApi;
let company: string;
let mediaId: string;

beforeAll(async () => {
  api = await startApi();
  company = await api.company();
  await api.phone(company, 'meta');
  const { payload, headers } = form({ filename: 'menu.pdf', content: PDF });
  const upload = await api.call(`POST /media/${company}`, { payload, headers });
  ({ mediaId } = upload.json<{ mediaId: string }>());
});
afterAll(() => api.close());

const send = (type: string, body: object) =>
  api.call(`POST /messages/${type}/${company}/60123456789`, { body });
const faultsOf = async (type: string, body: object) => {
  const response = await send(type, body);
  const { errors = [] } = response.json<{ errors?: { path: string }[] }>();
  return [response.statusCode, ...errors.map(({ path }) => path)];
};
const button = (header?: object) => ({
  interactive: {
    type: 'button',
    ...(header ? { header } : {}),
    body: { text: 'Tea?' },
    action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
  },
});
const template = (...components: object[]) => ({ template: { name: 'offer', language: 'en', components } });
const document = (id: string) => ({ type: 'document', document: { mediaId: id, filename: 'Menu.pdf' } });

describe('files that an object names', () => {
  test('are found before the message is accepted, and are kept with it', async () => {
    const bodies: [string, object][] = [
      ['interactive', button(document(mediaId))],
      ['template', template({ type: 'header', parameters: [document(mediaId)] })],
    ];
    for (const [type, body] of bodies) {
      const response = await send(type, body);
      expect(response.statusCode).toBe(202);
      expect(response.json<Message>().content).toMatchObject({
        files: { [mediaId]: { mediaId, mimeType: 'application/pdf', sizeBytes: PDF.length } },
      });
    }
    const removal = await api.call(`DELETE /media/${company}/${mediaId}`);
    expect([removal.statusCode, removal.json<{ code: string }>().code]).toEqual([409, 'MEDIA_IN_USE']);
  });

  test('must be there, and of a kind that can stand there', async () => {
    const codeOf = async (body: object) => (await send('interactive', body)).json<{ code: string }>().code;
    expect(await codeOf(button(document('med_none')))).toBe('MEDIA_NOT_FOUND');
    expect(await codeOf(button({ type: 'image', image: { mediaId } }))).toBe('MEDIA_TYPE_INVALID');
  });

  test('in a batch, too', async () => {
    const chatId = '60123456789';
    const messages = [
      { type: 'interactive', chatId, ...button(document(mediaId)) },
      { type: 'interactive', chatId, ...button(document('med_none')) },
    ];
    const response = await api.call(`POST /messages/batch/${company}`, { body: { messages } });
    const { data } = response.json<{ data: { status: number; problem?: { code: string } }[] }>();
    expect(data.map(({ status, problem }) => problem?.code ?? status)).toEqual([202, 'MEDIA_NOT_FOUND']);
  });
});

test.each<[string, object, string[]]>([
  ['a header without its file', { type: 'image' }, ['/interactive/header/image']],
  [
    'a file named twice',
    { type: 'image', image: { id: '1', link: 'https://a.b' } },
    ['/interactive/header/image'],
  ],
  ['a header without its text', { type: 'text' }, ['/interactive/header/text']],
])('%s is refused', async (_, header, paths) => {
  expect(await faultsOf('interactive', button(header))).toEqual([400, ...paths]);
});

test.each<[string, object, string[]]>([
  [
    'a button without kind and place',
    { type: 'button', parameters: [] },
    ['/template/components/0/sub_type', '/template/components/0/index'],
  ],
  [
    'a parameter without its value',
    { type: 'body', parameters: [{ type: 'text' }, { type: 'currency' }, {}] },
    [0, 1, 2].map((n) => `/template/components/0/parameters/${n}/${['text', 'currency', 'type'][n]}`),
  ],
  [
    'a card whose header has no file',
    {
      type: 'carousel',
      cards: [{ components: [{ type: 'header', parameters: [{ type: 'image', image: {} }] }] }],
    },
    ['/template/components/0/cards/0/components/0/parameters/0/image'],
  ],
  ['a carousel without cards', { type: 'carousel' }, ['/template/components/0/cards']],
])('%s is refused', async (_, component, paths) => {
  expect(await faultsOf('template', template(component))).toEqual([400, ...paths]);
});

test('kinds that are not known here are passed on', async () => {
  const component = {
    type: 'tap_target_configuration',
    parameters: [{ type: 'tap_target', tap_target: [] }],
  };
  expect(await faultsOf('template', template(component))).toEqual([202]);
});
