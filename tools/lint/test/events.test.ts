import { EVENT_TYPES } from '@watertight/core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { namedRowsOf, ROOT } from '@watertight/lint-rules';

const rows = namedRowsOf(readFileSync(join(ROOT, 'docs/events.md'), 'utf8'));

it('the page of events has every type that there is, once, and no other', () => {
  expect(rows.map(({ name }) => name).sort()).toEqual([...EVENT_TYPES].sort());
});

it('says of each what happened', () => {
  for (const { name, cells } of rows) expect(cells[0]?.length ?? 0, name).toBeGreaterThan(8);
});
