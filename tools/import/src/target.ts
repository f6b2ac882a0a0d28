import { createClient, type Problem, type Schema } from '@watertight/client';
import type { SourcePhone, SourceWebhook } from './sources/source.ts';
import { ImportError, reasonOf } from './sources/source.ts';

const DEADLINE_MS = 15_000;
const PAGE = 200;

export type Phone = Schema<'Phone'>;
export type Webhook = Schema<'Webhook'>;

/** What the API refused; the import goes on with the rest. */
export interface Refusal {
  refused: string;
}

/** One company of a running Watertight. */
export interface Target {
  hasCompany(): Promise<boolean>;
  createCompany(name: string): Promise<void>;
  removeCompany(): Promise<void>;
  phones(): Promise<Phone[]>;
  createPhone(phone: SourcePhone): Promise<Phone | Refusal>;
  /** Ends the phone's session until somebody starts it. */
  stopPhone(phoneIndex: number): Promise<void>;
  /** Answers whether it was there. */
  removePhone(phoneIndex: number): Promise<boolean>;
  webhooks(): Promise<Webhook[]>;
  createWebhook(phoneIndex: number, webhook: SourceWebhook): Promise<Schema<'NewWebhook'> | Refusal>;
  removeWebhook(id: string): Promise<boolean>;
  /** Whether nothing else was made in the company: no other phones, webhooks, employees. */
  isEmpty(): Promise<boolean>;
}

/** The API at an address, by a key that may manage this company. Its methods throw ImportError. */
export function createTarget(url: string, key: string, companyId: string): Target {
  const client = createClient({
    baseUrl: url.replace(/\/$/, ''),
    key,
    fetch: (request) => fetch(request, { redirect: 'error', signal: AbortSignal.timeout(DEADLINE_MS) }),
  });
  const path = { companyId };
  const phones = () =>
    allOf<Phone>((query) => client.GET('/api/v2/companies/{companyId}/phones', { params: { path, query } }));
  const webhooks = () =>
    allOf<Webhook>((query) => client.GET('/api/v2/webhooks/{companyId}', { params: { path, query } }));

  return {
    phones,
    webhooks,
    async hasCompany() {
      const answer = await asked(client.GET('/api/v2/companies/{companyId}', { params: { path } }));
      return isThere(answer);
    },
    async createCompany(name) {
      done(await asked(client.POST('/api/v2/companies', { body: { id: companyId, name } })));
    },
    async removeCompany() {
      isThere(await asked(client.DELETE('/api/v2/companies/{companyId}', { params: { path } })));
    },
    async createPhone({ name, connectionType, meta }) {
      const body = { name: name.slice(0, 200), connectionType, ...(meta ? { meta } : {}) };
      return madeOf(
        await asked(client.POST('/api/v2/companies/{companyId}/phones', { params: { path }, body })),
      );
    },
    async stopPhone(phoneIndex) {
      const params = { path: { ...path, phoneIndex } };
      done(await asked(client.POST('/api/v2/bots/{companyId}/{phoneIndex}/stop', { params })));
    },
    async removePhone(phoneIndex) {
      const params = { path: { ...path, phoneIndex } };
      return isThere(
        await asked(client.DELETE('/api/v2/companies/{companyId}/phones/{phoneIndex}', { params })),
      );
    },
    async createWebhook(phoneIndex, { url: to, events }) {
      const body = { url: to, events, phoneIndex };
      return madeOf(await asked(client.POST('/api/v2/webhooks/{companyId}', { params: { path }, body })));
    },
    async removeWebhook(webhookId) {
      const params = { path: { ...path, webhookId } };
      return isThere(await asked(client.DELETE('/api/v2/webhooks/{companyId}/{webhookId}', { params })));
    },
    async isEmpty() {
      const query = { limit: 1 };
      const employees = done(
        await asked(client.GET('/api/v2/companies/{companyId}/employees', { params: { path, query } })),
      );
      return (await phones()).length + (await webhooks()).length + employees.data.length === 0;
    },
  };
}

interface Answered<Data> {
  data?: Data | undefined;
  error?: unknown;
  response: Response;
}

async function asked<Data>(call: Promise<Answered<Data>>): Promise<Answered<Data>> {
  try {
    return await call;
  } catch (error) {
    throw new ImportError(`Watertight cannot be reached: ${reasonOf(error)}`, { cause: error });
  }
}

const sentenceOf = (problem: Partial<Problem> | undefined, status: number): string =>
  [
    problem?.code ?? `status ${status}`,
    problem?.detail ?? problem?.title,
    ...(problem?.errors ?? []).map(({ path, message }) => `${path} ${message}`),
  ]
    .filter(Boolean)
    .join(': ');

function done<Data>({ data, error, response }: Answered<Data>): Data {
  if (!response.ok)
    throw new ImportError(`Watertight refuses: ${sentenceOf(error as Partial<Problem>, response.status)}`);
  return data as Data;
}

function isThere(answer: Answered<unknown>): boolean {
  if (answer.response.status === 404) return false;
  done(answer);
  return true;
}

/** A fault of this one thing is told; one of the key, or of the gateway, ends the import. */
function madeOf<Data>(answer: Answered<Data>): Data | Refusal {
  const { status } = answer.response;
  const isItsOwn = [400, 409, 422].includes(status);
  return isItsOwn ? { refused: sentenceOf(answer.error as Partial<Problem>, status) } : done(answer);
}

async function allOf<Item>(
  page: (query: {
    limit: number;
    cursor?: string;
  }) => Promise<Answered<{ data: Item[]; nextCursor: string | null }>>,
): Promise<Item[]> {
  const all: Item[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const { data, nextCursor } = done(
      await asked(page({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })),
    );
    all.push(...data);
    cursor = nextCursor;
  }
  return all;
}
