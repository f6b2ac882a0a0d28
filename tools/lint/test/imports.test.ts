import { beforeAll, describe, expect, it } from 'vitest';
import { BOUNDARIES, importLinter } from '@watertight/lint-rules';

const faultsOf = importLinter();

// The first look reads the project graph, which takes seconds on a busy machine.
beforeAll(() => faultsOf('libs/core/src/probe.ts', ['fastify']));

/** file, what it must not import, what it may import in its place */
const CASES: [rule: string, file: string, forbidden: string, allowed: string][] = [
  ['core knows no web framework', 'libs/core/src/probe.ts', 'fastify', 'typebox'],
  ['core knows no other library of ours', 'libs/core/src/probe.ts', '@watertight/store', './ids.ts'],
  ['routing knows no store', 'libs/routing/src/probe.ts', '@watertight/store', '@watertight/core'],
  ['routing knows no npm package', 'libs/routing/src/probe.ts', 'typebox', '@watertight/core'],
  ['the store alone has pg', 'libs/queueing/src/probe.ts', 'pg', 'bullmq'],
  ['the store alone has Prisma', 'libs/health/src/probe.ts', '@prisma/client', 'prom-client'],
  ['queueing alone has BullMQ', 'libs/coordination/src/probe.ts', 'bullmq', 'ioredis'],
  ['the store has no Redis', 'libs/store/src/probe.ts', 'ioredis', 'pg'],
  ['infra does not know each other', 'libs/store/src/probe.ts', '@watertight/queueing', '@watertight/core'],
  ['delivery has no database driver', 'libs/delivery/src/probe.ts', 'pg', '@watertight/store'],
  ['delivery has no job queue', 'libs/delivery/src/probe.ts', 'bullmq', '@watertight/queueing'],
  ['delivery has no web framework', 'libs/delivery/src/probe.ts', 'fastify', '@watertight/coordination'],
  ['delivery has no browser', 'libs/delivery/src/probe.ts', 'whatsapp-web.js', '@watertight/routing'],
  ['an app has no Prisma', 'apps/api/src/probe.ts', '@prisma/client', '@watertight/store'],
  ['an app has no pg', 'apps/meta-worker/src/probe.ts', 'pg', '@watertight/store'],
  ['an app has no Redis', 'apps/wwebjs-worker/src/probe.ts', 'ioredis', '@watertight/coordination'],
  [
    'an app does not know another',
    'apps/api/src/probe.ts',
    '@watertight/meta-worker',
    '@watertight/delivery',
  ],
  ['the API has no browser', 'apps/api/src/probe.ts', 'whatsapp-web.js', 'fastify'],
  ['the Meta worker has no browser', 'apps/meta-worker/src/probe.ts', 'puppeteer', 'undici'],
  [
    'the dashboard knows no server library',
    'apps/dashboard/src/probe.ts',
    '@watertight/store',
    '@watertight/client',
  ],
  ['the dashboard has no web framework of servers', 'apps/dashboard/src/probe.ts', 'fastify', 'react'],
  [
    'the service shell alone has OpenTelemetry',
    'libs/delivery/src/probe.ts',
    '@opentelemetry/api',
    '@watertight/core',
  ],
  ['an app has no OpenTelemetry', 'apps/api/src/probe.ts', '@opentelemetry/sdk-trace', '@watertight/service'],
  ['a library has no testkit', 'libs/store/src/probe.ts', '@watertight/testkit', '@watertight/core'],
  ['an app has no testkit', 'apps/api/src/probe.ts', '@watertight/testkit', '@watertight/health'],
  ['a library has no app', 'libs/delivery/src/probe.ts', '@watertight/api', '@watertight/core'],
  ['an app does not start stores', 'apps/api/src/probe.ts', '@watertight/embedded', '@watertight/store'],
  ['a tool has no browser library', 'tools/e2e/src/probe.ts', 'whatsapp-web.js', '@watertight/testkit'],
  ['a tool has no app', 'tools/up/src/probe.ts', '@watertight/api', '@watertight/embedded'],
];

describe('an import across a bulkhead fails lint, and its counterpart passes:', () => {
  it.each(CASES)('%s', async (_, file, forbidden, allowed) => {
    expect(await faultsOf(file, [allowed])).toEqual([]);
    expect(await faultsOf(file, [forbidden])).toEqual([expect.stringContaining(BOUNDARIES)]);
  });
});

describe('what is made an exception of stays possible:', () => {
  it.each([
    ['the WhatsApp Web worker has the browser', 'apps/wwebjs-worker/src/probe.ts', 'whatsapp-web.js'],
    ['tests of a library have the testkit', 'libs/delivery/test/probe.ts', '@watertight/testkit'],
    ['unit tests beside the source have it too', 'libs/store/src/probe.test.ts', '@watertight/testkit'],
    ['a simulator is tested with the library itself', 'tools/wa-web-sim/test/probe.ts', 'whatsapp-web.js'],
  ])('%s', async (_, file, allowed) => {
    expect(await faultsOf(file, [allowed])).toEqual([]);
  });

  it('but an app stays out of reach of tests of other projects', async () => {
    expect(await faultsOf('libs/store/test/probe.ts', ['@watertight/api'])).toHaveLength(1);
  });
});
