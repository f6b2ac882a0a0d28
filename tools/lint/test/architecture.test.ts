import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BOUNDARIES, codeOf, namedRowsOf, ROOT } from '@watertight/lint-rules';

interface Constraint {
  sourceTag: string;
  onlyDependOnLibsWithTags?: string[];
}

interface Block {
  rules?: Record<string, unknown>;
}

it('the table of who may import whom is the one that lint enforces', async () => {
  const { default: blocks } = (await import(join(ROOT, 'eslint.config.mjs'))) as { default: Block[] };
  // The first block is for sources, the later ones for tests.
  const [, { depConstraints }] = blocks.find((block) => block.rules?.[BOUNDARIES])?.rules?.[BOUNDARIES] as [
    string,
    { depConstraints: Constraint[] },
  ];
  const enforced = depConstraints
    .filter(({ onlyDependOnLibsWithTags }) => onlyDependOnLibsWithTags)
    .map(({ sourceTag, onlyDependOnLibsWithTags }) => [sourceTag, onlyDependOnLibsWithTags]);
  const told = namedRowsOf(readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8'))
    .filter(({ name }) => name.startsWith('type:'))
    .map(({ name, cells }) => [name, codeOf(cells[1] ?? '')]);
  expect(enforced.length).toBeGreaterThan(5);
  expect(told).toEqual(enforced);
});
