import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operationsOf, referencePages, ROOT, type OpenApi } from '@watertight/site';

const document = JSON.parse(readFileSync(join(ROOT, 'docs/public/openapi.json'), 'utf8')) as OpenApi;
const pages = new Map(referencePages(document).map(({ place, text }) => [place, text]));
const page = (place: string): string => pages.get(place) ?? '';

describe('the API reference', () => {
  it('has every operation of the document on the page of its tag, with all its parameters, answers and access', () => {
    for (const { method, path, operation } of operationsOf(document)) {
      const text = page(`reference/${operation.tags?.[0]}.md`);
      const from = text.indexOf(`{#${operation.operationId.toLowerCase()}}`);
      expect(from, operation.operationId).toBeGreaterThan(0);
      const end = text.indexOf('\n## ', from);
      const part = text.slice(from, end < 0 ? undefined : end);
      expect(part).toContain(`${method} ${path || 'your URL'}`);
      for (const { name } of operation.parameters ?? [])
        expect(part, operation.operationId).toContain(`\`${name}\``);
      for (const status of Object.keys(operation.responses)) expect(part).toContain(`\n| ${status} |`);
    }
  });

  it('lists every operation once in its index', () => {
    const rows = page('reference/index.md').match(/^\| \[`/gm) ?? [];
    expect(rows).toHaveLength(operationsOf(document).length);
  });

  it('leads from every shape that is named to its fields', () => {
    const named = [...pages.values()].flatMap((text) => text.match(/schemas\.md#[a-z0-9]+/g) ?? []);
    const anchors = new Set([...page('reference/schemas.md').matchAll(/\{#([^}]+)\}/g)].map(([, id]) => id));
    expect(anchors.size).toBe(Object.keys(document.components.schemas).length);
    expect([...new Set(named)].filter((link) => !anchors.has(link.split('#')[1]))).toEqual([]);
  });

  it('shows examples, limits and fields within fields', () => {
    const messages = page('reference/messages.md');
    expect(messages).toContain('"message": "Hello"');
    expect(page('reference/schemas.md')).toMatch(/`media\.mimeType`|`content\.media/);
    expect(page('reference/phones.md')).toMatch(/`limits\.quietHours\.from` \(required\)/);
    expect(page('reference/phones.md')).toContain('1 to 200 characters');
  });
});
