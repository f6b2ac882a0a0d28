import { expect, test } from 'vitest';
import { createClient } from './index.ts';

const asked = async (options: { key?: string }) => {
  const requests: Request[] = [];
  const client = createClient({
    baseUrl: 'http://gateway.test',
    ...options,
    fetch: async (request) => {
      requests.push(request);
      return Response.json({ data: [], nextCursor: null });
    },
  });
  await client.GET('/api/v2/messages/{companyId}', {
    params: { path: { companyId: 'demo' }, query: { limit: 3 } },
  });
  return requests[0];
};

test('a program sends its key', async () => {
  const request = await asked({ key: 'wt_1' });
  expect(request?.url).toBe('http://gateway.test/api/v2/messages/demo?limit=3');
  expect(request?.headers.get('authorization')).toBe('Bearer wt_1');
});

test('a page sends its cookie and no key', async () => {
  const request = await asked({});
  expect(request?.headers.has('authorization')).toBe(false);
  expect(request?.credentials).toBe('include');
});
