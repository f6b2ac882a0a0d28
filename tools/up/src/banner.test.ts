import { expect, test } from 'vitest';
import { banner } from './banner.ts';

const facts = { apiUrl: 'http://127.0.0.1:3000', apiKey: 'wt_admin_x', homeDir: '/h' };

test('two curl lines can be pasted, one for each channel', () => {
  const lines = banner({ ...facts, sandbox: true })
    .split('\n')
    .filter((line) => line.startsWith('curl'));
  expect(lines).toEqual([
    `curl -sS -X POST http://127.0.0.1:3000/api/v2/messages/text/demo/60123456789 -H "Authorization: Bearer wt_admin_x" -H 'Content-Type: application/json' -d '{"message":"Hello from WhatsApp Web","phoneIndex":0}'`,
    `curl -sS -X POST http://127.0.0.1:3000/api/v2/messages/text/demo/60123456789 -H "Authorization: Bearer wt_admin_x" -H 'Content-Type: application/json' -d '{"message":"Hello from the Cloud API","phoneIndex":1}'`,
  ]);
});

test('live, nothing is said of a sandbox', () => {
  const text = banner({ ...facts, sandbox: false });
  expect(text).not.toMatch(/curl|sandbox/i);
  expect(text).toContain('http://127.0.0.1:3000/docs');
});
