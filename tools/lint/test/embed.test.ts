import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { filesEndingWith, ROOT, shownIn, withCode } from '@watertight/lint-rules';
import { isOurs } from './fixtures/verify-webhook.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const pages = filesEndingWith('.md').filter((file) => /^<!-- code: /m.test(read(file)));

describe('code in a document', () => {
  it.each(pages)('is the code of the sources (else: npm run code): %s', (file) => {
    const page = read(file);
    expect(page).toBe(withCode(page));
    expect(shownIn(page)).toHaveLength(page.match(/^<!-- code: /gm)?.length ?? 0);
    for (const source of shownIn(page)) expect(existsSync(join(ROOT, source))).toBe(true);
  });
});

describe('the receiver that the guide shows', () => {
  const secret = `whsec_${Buffer.from('a secret of some length').toString('base64')}`;
  const at = String(Math.floor(Date.now() / 1000));
  const sign = (body: string, when: string) =>
    `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
      .update(`evt_1.${when}.${body}`)
      .digest('base64')}`;
  const headers = (signature: string, when = at) => ({
    'webhook-id': 'evt_1',
    'webhook-timestamp': when,
    'webhook-signature': signature,
  });

  it('takes what is signed, with one of several secrets, and nothing else', () => {
    expect(isOurs(headers(sign('{}', at)), '{}', secret)).toBe(true);
    expect(isOurs(headers(`v1,AAAA ${sign('{}', at)}`), '{}', secret)).toBe(true);
    expect(isOurs(headers(sign('{}', at)), '{"a":1}', secret)).toBe(false);
    expect(isOurs(headers(''), '{}', secret)).toBe(false);
    expect(isOurs(headers(sign('{}', '1000'), '1000'), '{}', secret)).toBe(false);
  });
});
