import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { namedRowsOf, ROOT } from '@watertight/lint-rules';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const section = /## What is kept[\s\S]*?(?=\n## )/.exec(read('docs/data.md'))?.[0] ?? '';
const rows = namedRowsOf(section);

it('the page of data says of every table of the schema, and of no other, how long it is kept', () => {
  const tables = [...read('prisma/schema.prisma').matchAll(/^ {2}@@map\("(\w+)"\)/gm)].map(
    ([, name]) => name,
  );
  expect(tables.length).toBeGreaterThan(30);
  expect(rows.map(({ name }) => name).sort()).toEqual(tables.sort());
});

it('says of each what is personal in it, and until when', () => {
  for (const { name, cells } of rows) {
    expect([name, cells.length]).toEqual([name, 2]);
    for (const cell of cells) expect([name, cell.length > 3]).toEqual([name, true]);
  }
});

it('names only settings that there are', () => {
  const named = [...section.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, name]) => name);
  const known = read('docs/configuration.md');
  expect(named.filter((name) => !known.includes(`\`${name}\``))).toEqual([]);
});
