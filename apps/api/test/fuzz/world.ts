import type { ActionResult, Identity, PhoneAction, PhoneActions } from '@watertight/core';
import { ERRORS, type ErrorCode } from '@watertight/core';
import { createFanOut } from '@watertight/delivery';
import type { LightMyRequestResponse } from 'fastify';
import { ADMIN_KEY, startApi, type TestApi } from '../support/api.ts';
import { PDF, startFileServer, type FileServer } from '../support/files.ts';
import { livingCloudPhone, livingPhone, type LivingPhone } from '../support/phone.ts';
import type { FuzzRequest } from './requests.ts';

/** A company with phones, one of each kind alive and one that nobody holds, and all that requests make of it. */
export interface World {
  api: TestApi;
  /** Puts what is known into a request's places. */
  fill(request: FuzzRequest): FuzzRequest;
  /** Remembers what an answer shows to be there. */
  learn(request: FuzzRequest, response: LightMyRequestResponse): void;
  /** Makes the phones ready again, whatever was done to them. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

const person: Identity = { chatId: '60123456789', phoneNumber: '60123456789', lid: null };
const contact = {
  ...person,
  name: 'Ana',
  pushName: null,
  isBusiness: false,
  isMyContact: true,
  isBlocked: false,
};
const group = {
  chatId: '120363000000000001@g.us',
  subject: 'Tea',
  description: null,
  owner: person,
  createdAt: null,
  announce: false,
  restrict: false,
};
const channel = {
  channelId: '120363000000000002@newsletter',
  name: 'News',
  description: null,
  inviteLink: null,
  role: 'guest' as const,
};
const participant = { ...person, ok: true, code: 200, detail: null, inviteLink: null };
const template = {
  templateId: '4711',
  name: 'order_update',
  language: 'en_US',
  category: 'UTILITY',
  status: 'APPROVED',
  quality: null,
  rejectedReason: null,
  components: [{ type: 'BODY', text: 'Hello' }],
  previousCategory: null,
};
const profile = {
  about: null,
  address: null,
  description: null,
  email: null,
  websites: [],
  vertical: null,
  pictureUrl: null,
};
const subscription = { wabaId: '9001', apps: [], callbackUrls: { phone: null, account: null, app: null } };

/** What a worker answers when it has done it; `null` for all that are not named. */
const DONE: { [Name in keyof PhoneActions]?: PhoneActions[Name]['result'] } = {
  'pairing-code': { code: 'ABCD1234', expiresAt: '2031-01-01T00:00:00.000Z' },
  'chat.info': {
    chatId: person.chatId,
    name: 'Ana',
    isGroup: false,
    unreadCount: 0,
    archived: false,
    pinned: false,
    mutedUntil: null,
    lastMessageAt: null,
  },
  'label.list': [{ labelId: '1', name: 'New', color: '#00ff00' }],
  'contact.check': [{ ...person, asked: '60123456789', exists: true }],
  'contact.list': [contact],
  'contact.info': { ...contact, about: null, pictureUrl: null },
  'group.list': [group],
  'group.info': { ...group, participants: [{ ...person, role: 'admin' }] },
  'group.create': { chatId: group.chatId, participants: [participant] },
  'group.participants': [participant],
  'group.update': { ...group, participants: [] },
  'group.invite': { inviteCode: 'ABCDEFGH', inviteLink: 'https://chat.whatsapp.com/ABCDEFGH' },
  'group.join': { chatId: group.chatId },
  'channel.list': [channel],
  'channel.info': channel,
  'profile.read': profile,
  'profile.update': profile,
  'subscription.read': subscription,
  'subscription.set': subscription,
  'template.sync': { templates: 1 },
  'template.create': template,
  'template.edit': template,
  'template.delete': { removed: 1 },
};

const REFUSALS: ErrorCode[] = [
  'UNSUPPORTED_ON_CHANNEL',
  'PROVIDER_REFUSED',
  'PROVIDER_UNAVAILABLE',
  'PHONE_NOT_READY',
];

/** Mostly done; now and then refused, or unknown. */
function createAnswer(): (action: PhoneAction) => ActionResult {
  let asked = 0;
  return ({ name }) => {
    const turn = asked++ % 12;
    const code = REFUSALS[turn - 8];
    if (code) return { kind: 'refused', code, detail: ERRORS[code].title, providerCode: '100' };
    if (turn === 7) return { kind: 'unknown', detail: 'The phone did not answer in time.' };
    return { kind: 'done', value: DONE[name] ?? null };
  };
}

const MAX_KNOWN = 60;
const SPARE_INDEXES = ['3', '4', '5', '6', '7'];

export async function startWorld(): Promise<World> {
  const api = await startApi();
  const files = await startFileServer((_request, response) => {
    response.setHeader('content-type', 'application/pdf');
    response.end(PDF);
  });
  const mine = await api.company();
  const other = await api.company();
  const phones = [await livingPhone(api, mine), await livingCloudPhone(api, mine)];
  await api.phone(mine);
  for (const phone of phones) phone.answer = createAnswer();
  const pool = await startingPool(api, files, mine, other);
  const fanOut = createFanOut({ store: api.store, log: api.app.log });
  const numberIds = phones.map(({ phone }) => phone.phoneNumberId);
  pool.set('groupId', [group.chatId]);
  pool.set('channelId', [channel.channelId]);
  pool.set('templateId', [template.templateId]);
  await api.store.templates.save({ companyId: mine, wabaId: '9001' }, template, new Date());
  pool.set('version', ['23.0', '19.0']);
  pool.set('phoneNumberId', numberIds);
  // That of the living Cloud API phone, mostly, and a WhatsApp Web phone, which is an account of its own.
  pool.set('accountId', ['9001', '9001', ...numberIds.slice(0, 1)]);

  const thing = (name: string, n: number): string => {
    const all = pool.get(name) ?? [];
    return all[n % Math.max(all.length, 1)] ?? 'none';
  };
  const fillText = (text: string, as: (value: string) => string): string =>
    text.replaceAll(/(?:§|%C2%A7)(\w+)(?::|%3A)(\d+)(?:§|%C2%A7)/g, (_, name: string, n: string) =>
      as(thing(name, Number(n))),
    );
  const keep = (name: string, value: unknown) => {
    if (typeof value !== 'string' || value === '') return;
    const all = pool.get(name) ?? [];
    if (!all.includes(value)) pool.set(name, [...all, value].slice(-MAX_KNOWN));
    // In the facade's paths only what follows the prefix is a parameter.
    if (name === 'mediaId') keep('media', value.replace(/^med_/, ''));
  };

  return {
    api,
    fill: (request) => ({
      ...request,
      url: fillText(request.url, encodeURIComponent),
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, fillText(value, String)]),
      ),
      payload:
        request.payload === null
          ? null
          : fillText(request.payload, (value) => JSON.stringify(value).slice(1, -1)),
    }),
    learn(request, response) {
      if (response.statusCode >= 300 || !/json/.test(String(response.headers['content-type']))) return;
      if (request.route === 'post /api/v2/companies')
        return keep('spareCompanyId', response.json<{ id: string }>().id);
      const name = NAMED[request.route];
      if (name) for (const id of idsOf(response.json())) keep(name, id);
    },
    async mend() {
      for (const { phone } of phones)
        await api.store.phones.report(phone.phoneId, { status: 'ready', instanceId: 'worker-test' });
      await fanOut.run(); // what was told to webhooks becomes deliveries
    },
    async close() {
      for (const phone of phones) phone.close();
      await files.close();
      await api.close();
    },
  };
}

/** Which routes show ids, and of what. */
const NAMED: Record<string, string> = {
  'post /api/v2/messages/{type}/{companyId}/{chatId}': 'messageId',
  'get /api/v2/messages/{companyId}': 'messageId',
  'post /api/v2/media/{companyId}': 'mediaId',
  'get /api/v2/media/{companyId}': 'mediaId',
  'post /api/v2/companies/{companyId}/contacts': 'contactId',
  'get /api/v2/companies/{companyId}/contacts': 'contactId',
  'post /api/v2/webhooks/{companyId}': 'webhookId',
  'get /api/v2/webhooks/{companyId}': 'webhookId',
  'get /api/v2/webhooks/{companyId}/deliveries': 'deliveryId',
  'post /api/v2/webhooks/{companyId}/{webhookId}/test': 'deliveryId',
  'post /api/v2/companies/{companyId}/api-keys': 'keyId',
  'post /api/v2/companies/{companyId}/employees': 'employeeId',
  'get /api/v2/companies/{companyId}/employees': 'employeeId',
};

function idsOf(answer: unknown): unknown[] {
  const { data } = answer as { data?: unknown[] };
  return (data ?? [answer]).map((one) => {
    const { id, mediaId, contactId, deliveryId } = one as Record<string, unknown>;
    return id ?? mediaId ?? contactId ?? deliveryId;
  });
}

async function startingPool(
  api: TestApi,
  files: FileServer,
  mine: string,
  other: string,
): Promise<Map<string, string[]>> {
  const numbers = Array.from({ length: 12 }, (_, n) => `6012345670${n}`);
  return new Map([
    // Mostly the one that has everything.
    ['companyId', [...Array<string>(14).fill(mine), other]],
    ['spareCompanyId', []],
    ['sparePhoneIndex', SPARE_INDEXES],
    ['adminKey', [ADMIN_KEY]],
    ['companyKey', [await api.key(mine), await api.key(other), await api.key(mine, ['messages:read'])]],
    ['chatId', [...numbers, group.chatId, '12345678901234@lid', '+60 12', '60123456789@c.us']],
    [
      'url',
      [
        `${files.url}/bill.pdf`,
        'http://127.0.0.1:1/x',
        'https://10.0.0.1/x',
        'http://[::1]/',
        'http://127.0.0.1:1/%',
      ],
    ],
  ]);
}

export type { LivingPhone };
