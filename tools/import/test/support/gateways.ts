import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A stand-in for another gateway: it answers these paths to whoever has the key, and counts what it was asked. */
export interface Gateway {
  url: string;
  answers: Map<string, unknown>;
  asked: string[];
  close(): Promise<void>;
}

export const GATEWAY_KEY = 'the-key-over-there';

export async function gateway(header: string, answers: Record<string, unknown>): Promise<Gateway> {
  const known = new Map(Object.entries(answers));
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(`${request.method} ${path}`);
    const status = request.headers[header] === GATEWAY_KEY ? (known.has(path) ? 200 : 404) : 401;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? known.get(path) : { statusCode: status, message: 'no' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: known,
    asked,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

/** As WAHA answers `GET /api/sessions?all=true` (its OpenAPI: SessionInfo). */
export const WAHA_SESSIONS = [
  {
    name: 'support',
    status: 'WORKING',
    config: {
      metadata: { 'user.id': '123' },
      proxy: null,
      debug: false,
      webhooks: [
        {
          url: 'http://127.0.0.1:9/waha',
          events: ['message', 'message.ack', 'session.status', 'presence.update'],
          hmac: { key: 'their-secret' },
          retries: { policy: 'constant', delaySeconds: 2, attempts: 15 },
          customHeaders: [{ name: 'X-Shop', value: 'one' }],
        },
        {
          url: 'http://10.0.0.9/inside',
          events: ['message'],
          hmac: null,
          retries: null,
          customHeaders: null,
        },
      ],
    },
    me: {
      id: '60123456789@c.us',
      lid: '123123@lid',
      jid: '60123456789:12@s.whatsapp.net',
      pushName: 'Support',
    },
    presence: null,
    timestamps: { activity: 1764151200000 },
    assignedWorker: '',
  },
  {
    name: 'default',
    status: 'STOPPED',
    config: { webhooks: [] },
    me: null,
    presence: null,
    timestamps: { activity: null },
  },
  { name: 'bare', status: 'SCAN_QR_CODE' },
];

/** As Evolution API 2 answers `GET /instance/fetchInstances`. */
export const EVOLUTION_INSTANCES = [
  {
    id: '0b0e7f2e-2f0e-4f4b-9a55-7b1b3f3f1c11',
    name: 'shop web',
    connectionStatus: 'open',
    ownerJid: '60111111111@s.whatsapp.net',
    profileName: 'Shop',
    profilePicUrl: null,
    integration: 'WHATSAPP-BAILEYS',
    number: null,
    businessId: null,
    token: 'A1B2',
    clientName: 'evolution',
    disconnectionReasonCode: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    Chatwoot: null,
    Setting: { rejectCall: false, groupsIgnore: false },
    _count: { Message: 10, Contact: 2, Chat: 2 },
  },
  {
    id: '0b0e7f2e-2f0e-4f4b-9a55-7b1b3f3f1c12',
    name: 'cloud',
    connectionStatus: 'open',
    ownerJid: null,
    integration: 'WHATSAPP-BUSINESS',
    number: '106540352242922',
    businessId: '102290129340398',
    token: 'EAAtheirToken',
    clientName: 'evolution',
  },
  {
    id: '3',
    name: 'half',
    connectionStatus: 'close',
    integration: 'WHATSAPP-BUSINESS',
    number: null,
    token: null,
  },
];

/** As it answers `GET /webhook/find/{instance}`; null where none was ever set. */
export const EVOLUTION_WEBHOOKS: Record<string, unknown> = {
  'shop web': {
    id: 'w1',
    url: 'http://127.0.0.1:9/evolution',
    headers: { authorization: 'Bearer theirs' },
    enabled: true,
    events: ['MESSAGES_UPSERT', 'MESSAGES_UPDATE', 'PRESENCE_UPDATE'],
    webhookByEvents: true,
    webhookBase64: false,
    instanceId: '0b0e7f2e-2f0e-4f4b-9a55-7b1b3f3f1c11',
  },
  cloud: { id: 'w2', url: 'http://127.0.0.1:9/off', enabled: false, events: [], webhookByEvents: false },
  half: null,
};

export const evolutionAnswers = (): Record<string, unknown> => ({
  '/instance/fetchInstances': EVOLUTION_INSTANCES,
  ...Object.fromEntries(
    Object.entries(EVOLUTION_WEBHOOKS).map(([name, answer]) => [
      `/webhook/find/${encodeURIComponent(name)}`,
      answer,
    ]),
  ),
});
