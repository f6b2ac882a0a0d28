import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '@watertight/lint-rules';

const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const rows = (/## Threats([\s\S]*?)\n## /.exec(page)?.[1] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (threat|-)/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '')));
const filesIn = (text: string) =>
  [...text.matchAll(/`((?:apps|libs|prisma|tools)\/[^`\s]+)`/g)].map(([, file]) => file ?? '');

it('each threat has a mechanism and a test, by file', () => {
  for (const [threat, mechanism = '', test = ''] of rows) {
    expect(filesIn(mechanism), threat).not.toEqual([]);
    expect(
      filesIn(test).filter((file) => file.endsWith('.test.ts')),
      threat,
    ).not.toEqual([]);
  }
  for (let n = 1; n <= 10; n++)
    expect(rows.filter(([threat]) => threat?.startsWith(`API${n} `))).toHaveLength(1);
});

it('every file that the threat model names is there', () => {
  const files = filesIn(page);
  expect(files.length).toBeGreaterThan(40);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});
