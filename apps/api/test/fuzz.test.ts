import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestsOf, type FuzzRequest } from './fuzz/requests.ts';
import { startWorld, type World } from './fuzz/world.ts';
import { documentOf, routesOf, type DocumentedRoute } from './support/document.ts';

/** `FUZZ_REQUESTS=20000 npx vitest run --root apps/api test/fuzz.test.ts` is the long run. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 2000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_126);
const MEND_EVERY = 100;
const MAX_RUN_MS = 15 * 60_000;

/** What may be answered with a status of 500 and more: WhatsApp, or the worker that holds a phone, did not do it. */
const AWAY = new Set(['PROVIDER_REFUSED', 'PROVIDER_UNAVAILABLE', 'ACTION_UNANSWERED']);

/** Routes that want a state which no request brings about: a phone that shows a QR code, a message that was sent, a session. */
const NEEDS_MORE = new Set([
  'get /api/v2/bots/{companyId}/{phoneIndex}/qr',
  'post /api/v2/bots/{companyId}/{phoneIndex}/pairing-code',
  'patch /api/v2/messages/{companyId}/{messageId}',
  'post /api/v2/messages/{companyId}/{messageId}/retry',
  'put /api/v2/groups/{companyId}/{chatId}/picture',
  'post /api/v2/auth/sign-in',
  'post /api/v2/auth/password',
]);

let world: World;
let routes: DocumentedRoute[];

beforeAll(async () => {
  world = await startWorld();
  routes = routesOf(documentOf(world.api));
});
afterAll(() => world.close());

test(
  `${REQUESTS} requests made from the document find no fault, and no answer that it does not describe`,
  async () => {
    const answered = new Map<string, Map<number, number>>();
    let asked = 0;

    const ask = async (request: FuzzRequest) => {
      if (asked++ % MEND_EVERY === 0) await world.mend();
      const { method, url, headers, payload } = world.fill(request);
      // Answers that the document does not describe are thrown here.
      const response = await world.api.app.inject({
        method,
        url,
        headers,
        ...(payload === null ? {} : { payload }),
      });
      world.learn(request, response);
      const statuses = answered.get(request.route) ?? new Map<number, number>();
      answered.set(
        request.route,
        statuses.set(response.statusCode, (statuses.get(response.statusCode) ?? 0) + 1),
      );
      if (response.statusCode >= 500 && !isAway(response))
        throw new Error(`answered ${response.statusCode}: ${response.body.slice(0, 300)}`);
    };
    // All faults of a run are told together, each kind once.
    const faults = new Map<string, string>();
    const askAndNote = async (request: FuzzRequest) => {
      try {
        await ask(request);
      } catch (error) {
        const { message } = error as Error;
        const kind = `${request.route} ${message.replaceAll(/\d+/g, '').slice(0, 120)}`;
        if (!faults.has(kind)) faults.set(kind, `${JSON.stringify(request).slice(0, 800)}\n  ${message}`);
      }
    };

    const requests = fc.oneof(...routes.map((route) => requestsOf(route, documentOf(world.api))));
    await fc.assert(fc.asyncProperty(requests, askAndNote), { numRuns: REQUESTS, seed: SEED });
    expect([...faults.values()].join('\n\n'), `with seed ${SEED}`).toBe('');
    process.stdout.write(`${summaryOf(answered)}\n`);
    // A run in which everything is refused says nothing.
    const isAnswered = (name: string) =>
      [...(answered.get(name)?.keys() ?? [])].some((status) => status < 400);
    const silent = routes.filter(({ name }) => !isAnswered(name) && !NEEDS_MORE.has(name));
    // By chance a short run leaves out some, and few requests of a long one are all refused.
    const allowed = Math.floor(routes.length * (REQUESTS >= 20_000 ? 0.05 : 0.4));
    const names = silent.map(({ name }) => name).join(', ');
    expect(silent.length, `never successful: ${names}`).toBeLessThanOrEqual(allowed);
  },
  MAX_RUN_MS,
);

/** The facade tells it by the status alone: 503 and 500 are its faults too. */
function isAway(response: { statusCode: number; json<T>(): T }): boolean {
  const { code, error } = response.json<{ code?: string; error?: object }>();
  return error ? [502, 504].includes(response.statusCode) : AWAY.has(code ?? '');
}

function summaryOf(answered: Map<string, Map<number, number>>): string {
  const totals = new Map<number, number>();
  for (const statuses of answered.values())
    for (const [status, count] of statuses) totals.set(status, (totals.get(status) ?? 0) + count);
  const counts = [...totals].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  return `${answered.size} routes; ${counts.join(', ')}`;
}
