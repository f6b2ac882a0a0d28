import {
  createProgram,
  EVOLUTION_EVENTS,
  evolutionPhones,
  WAHA_EVENTS,
  type Report,
} from '@watertight/import';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, runningApi, type RunningApi } from './support/api.ts';
import {
  evolutionAnswers,
  EVOLUTION_INSTANCES,
  EVOLUTION_WEBHOOKS,
  gateway,
  GATEWAY_KEY,
  WAHA_SESSIONS,
  type Gateway,
} from './support/gateways.ts';

let api: RunningApi;
let waha: Gateway;
let evolution: Gateway;
beforeAll(async () => {
  api = await runningApi();
  waha = await gateway('x-api-key', { '/api/sessions?all=true': WAHA_SESSIONS });
  evolution = await gateway('apikey', evolutionAnswers());
}, 120_000);
afterAll(async () => {
  await Promise.all([waha?.close(), evolution?.close()]);
  await api?.close();
});

async function run(...args: string[]): Promise<{ status: number; out: string; complaint: string }> {
  let out = '';
  let complaint = '';
  const program = createProgram({
    env: { ADMIN_API_KEY: ADMIN_KEY },
    out: (text) => (out += text),
    complain: (text) => (complaint += text),
  });
  return { status: await program.run(args), out, complaint };
}

const recordOf = (company: string) => join(api.dir, `${company}.json`);
const into = (company: string) => ['--api', api.url, '--company', company, '--record', recordOf(company)];
const fromWaha = () => ['waha', '--url', waha.url, '--key', GATEWAY_KEY];
const fromEvolution = () => ['evolution', '--url', evolution.url, '--key', GATEWAY_KEY];
const fates = (text: string) =>
  (JSON.parse(text) as Report).phones.map(({ name, fate, webhooks }) => [
    name,
    fate,
    webhooks.map((one) => one.fate),
  ]);

interface List<Item> {
  data: Item[];
}
const phonesOf = async (company: string) =>
  (await api.get<List<Record<string, unknown>>>(`/companies/${company}/phones`)).data;
const webhooksOf = async (company: string) =>
  (await api.get<List<Record<string, unknown>>>(`/webhooks/${company}`)).data;

describe('from WAHA', () => {
  it('a dry run says what would be made, and makes nothing', async () => {
    const { out } = await run(...fromWaha(), ...into('waha'), '--dry-run', '--json');
    expect(fates(out)).toEqual([
      ['support', 'planned', ['planned', 'planned']],
      ['default', 'planned', []],
      ['bare', 'planned', []],
    ]);
    expect(await api.send('GET', '/companies/waha')).toBe(404);
    expect(existsSync(recordOf('waha'))).toBe(false);
  });

  it('carries sessions and webhooks over, and says what it could not', async () => {
    const { status, out } = await run(...fromWaha(), ...into('waha'));
    expect(status).toBe(1); // one webhook leads into a private network
    expect(await phonesOf('waha')).toMatchObject([
      { name: 'support', phoneIndex: 0, connectionType: 'wwebjs', desiredState: 'stop' },
      { name: 'default', phoneIndex: 1, desiredState: 'stop' },
      { name: 'bare', phoneIndex: 2 },
    ]);
    const [webhook, ...others] = await webhooksOf('waha');
    expect(others).toEqual([]);
    expect(webhook).toMatchObject({ url: 'http://127.0.0.1:9/waha', phoneIndex: 0, enabled: true });
    expect((webhook?.events as string[]).sort()).toEqual(
      [
        ...['message.delivered', 'message.failed', 'message.played', 'message.read', 'message.received'],
        ...['message.sent', 'phone.qr', 'phone.status'],
      ].sort(),
    );
    for (const words of [
      'support (wwebjs, 60123456789): carried as phone 0',
      'its HMAC key is not carried',
      'its headers are not carried: X-Shop',
      'has no counterpart: presence.update',
      'http://10.0.0.9/inside: REFUSED',
      'EGRESS_DENIED',
      'Never carried: logins',
    ])
      expect(out).toContain(words);
    expect(out).not.toContain('their-secret');
  });

  it('keeps the secrets of the webhooks in the record, which is its owner’s alone', () => {
    const record = JSON.parse(readFileSync(recordOf('waha'), 'utf8')) as { webhooks: { secret: string }[] };
    expect(record.webhooks.map(({ secret }) => secret.slice(0, 6))).toEqual(['whsec_']);
    expect(statSync(recordOf('waha')).mode & 0o777).toBe(0o600);
  });

  it('run again doubles nothing, and takes up what is new over there', async () => {
    waha.answers.set('/api/sessions?all=true', [...WAHA_SESSIONS, { name: 'late', status: 'STOPPED' }]);
    const { out } = await run(...fromWaha(), ...into('waha'), '--json');
    expect(fates(out)).toEqual([
      ['support', 'there', ['there', 'refused']],
      ['default', 'there', []],
      ['bare', 'there', []],
      ['late', 'carried', []],
    ]);
    expect(await phonesOf('waha')).toHaveLength(4);
    expect(await webhooksOf('waha')).toHaveLength(1);
  });

  it('asks the other side to read alone', () => {
    expect([...new Set(waha.asked)]).toEqual(['GET /api/sessions?all=true']);
  });

  it('rolls back what it made, and can be run once more', async () => {
    const { status, out } = await run('waha', ...into('waha'), '--rollback');
    expect([status, out]).toEqual([
      0,
      expect.stringContaining('Removed: 4 phones, 1 webhooks, and the company'),
    ]);
    expect(await api.send('GET', '/companies/waha')).toBe(404);
    const again = await run('waha', ...into('waha'), '--rollback');
    expect([again.status, again.complaint]).toEqual([2, expect.stringContaining('nothing was imported')]);
  });
});

describe('from Evolution API', () => {
  it('carries web and Cloud API instances over, with Meta’s token, into a company that is there', async () => {
    await api.send('POST', '/companies', { id: 'evo', name: 'There already' });
    await api.send('POST', '/companies/evo/phones', { connectionType: 'wwebjs', name: 'own' });
    const { status, out } = await run(...fromEvolution(), ...into('evo'));
    expect(status).toBe(1); // “half” lacks what Meta wants
    expect(await phonesOf('evo')).toMatchObject([
      { name: 'own', phoneIndex: 0 },
      { name: 'shop web', phoneIndex: 1, connectionType: 'wwebjs' },
      {
        name: 'cloud',
        phoneIndex: 2,
        connectionType: 'meta',
        phoneNumberId: '106540352242922',
        wabaId: '102290129340398',
      },
    ]);
    expect(await webhooksOf('evo')).toMatchObject([
      {
        url: 'http://127.0.0.1:9/evolution',
        phoneIndex: 1,
        events: ['message.received', 'message.delivered', 'message.read', 'message.played', 'message.failed'],
      },
    ]);
    for (const words of [
      'half (meta): NOT CARRIED',
      'it is disabled there',
      'headers are not carried: authorization',
    ])
      expect(out).toContain(words);
    for (const secret of ['EAAtheirToken', 'Bearer theirs']) expect(out).not.toContain(secret);
  });

  it('rolls back its own alone', async () => {
    const { out } = await run('evolution', ...into('evo'), '--rollback');
    expect(out).toContain('Removed: 2 phones, 1 webhooks\n');
    expect(await phonesOf('evo')).toMatchObject([{ name: 'own' }]);
    expect(await webhooksOf('evo')).toEqual([]);
  });

  it('reads a file as well, and takes up what a run that died had begun', async () => {
    const file = join(api.dir, 'instances.json');
    const instances = EVOLUTION_INSTANCES.slice(0, 1).map((one) => ({
      ...one,
      webhook: EVOLUTION_WEBHOOKS[one.name],
    }));
    writeFileSync(file, JSON.stringify(instances));
    await api.send('POST', '/companies', { id: 'file', name: 'File' });
    await api.send('POST', '/companies/file/phones', { connectionType: 'wwebjs', name: 'shop web' });
    const begun = { source: 'evolution', api: api.url, companyId: 'file', isOwnCompany: false };
    const phones = [{ name: 'shop web', phoneIndex: null }];
    writeFileSync(recordOf('file'), JSON.stringify({ ...begun, phones, webhooks: [] }));
    const { out } = await run('evolution', '--file', file, ...into('file'), '--json');
    expect(fates(out)).toEqual([['shop web', 'there', ['carried']]]);
    expect((await run('evolution', ...into('file'), '--rollback')).out).toContain(
      'Removed: 1 phones, 1 webhooks',
    );
  });
});

describe('what cannot work ends in a sentence', () => {
  const CASES: [what: string, args: () => string[], words: RegExp][] = [
    ['a wrong key over there', () => ['waha', '--url', waha.url, '--key', 'no', ...into('x')], /answers 401/],
    [
      'a server that is not there',
      () => ['waha', '--url', 'http://127.0.0.1:1', ...into('x')],
      /cannot be reached/,
    ],
    [
      'another API',
      () => ['waha', '--url', evolution.url, '--key', GATEWAY_KEY, ...into('x')],
      /answers 401|404/,
    ],
    ['no address', () => ['evolution', ...into('x')], /--url/],
    ['a file that is none', () => ['waha', '--file', '/nowhere', ...into('x')], /cannot be read/],
    [
      'an address with a password',
      () => ['waha', '--url', 'http://a:b@c', ...into('x')],
      /should be an address/,
    ],
    [
      'a wrong key here',
      () => [...fromWaha(), ...into('x'), '--api-key', 'no'],
      /UNAUTHORIZED|AUTHENTICATION|refuses/,
    ],
    ['no company', () => ['waha', '--url', waha.url], /--company/],
  ];

  it.each(CASES)('%s', async (_, args, words) => {
    const { status, complaint } = await run(...args());
    expect(status).toBe(2);
    expect(complaint).toMatch(words);
  });

  it('an answer of another form names where it differs', () => {
    expect(() => evolutionPhones([{ instance: {} }])).toThrow(/list of instances has not the form/);
    expect(() => evolutionPhones([{ name: 'a', connectionStatus: 3 }])).toThrow(/connectionStatus/);
  });
});

it('maps to nothing that a webhook cannot ask for', async () => {
  const { EVENT_TYPES } = await import('@watertight/core');
  for (const table of [WAHA_EVENTS, EVOLUTION_EVENTS])
    for (const event of Object.values(table).flat()) expect(['*', ...EVENT_TYPES]).toContain(event);
});
