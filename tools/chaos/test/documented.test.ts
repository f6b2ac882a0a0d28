import { FAULTS } from '@watertight/chaos';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const page = readFileSync(join(ROOT, 'docs/faults.md'), 'utf8');
const entries = page.split(/^### /m).slice(1);

it('the page of faults has an entry for each fault of the table, and for nothing else', () => {
  const named = entries.map((entry) => entry.split('\n')[0] ?? '');
  expect(named.sort()).toEqual(FAULTS.map(({ name }) => name).sort());
});

it('says in each what one sees, what it means and what to do', () => {
  for (const entry of entries) {
    const parts = [...entry.matchAll(/^- \*\*(.+?)\*\*: \S.+$/gm)].map(([, part]) => part);
    expect(parts, entry.split('\n')[0]).toEqual(['What you see', 'What it means', 'What to do']);
  }
});
