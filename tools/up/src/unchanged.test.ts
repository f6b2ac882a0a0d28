import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rememberedBuild } from './unchanged.ts';

let root: string;
const at = (path: string) => join(root, path);
const open = (what = 'all') =>
  rememberedBuild(what, {
    root,
    sources: ['src', 'lock.json'],
    outputs: ['dist'],
    record: at('cache/built.json'),
  });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'watertight-built-'));
  for (const dir of ['src/inner', 'src/node_modules', 'dist']) mkdirSync(at(dir), { recursive: true });
  for (const file of ['src/a.ts', 'src/inner/b.ts', 'lock.json', 'dist/main.js'])
    writeFileSync(at(file), 'one');
  open().remember();
});
afterEach(() => rmSync(root, { recursive: true }));

test('a build is not repeated while nothing has changed', () => {
  expect(open().isUnchanged()).toBe(true);
});

test('packages are not looked through: the lock file stands for them', () => {
  writeFileSync(at('src/node_modules/x.js'), 'new');
  expect(open().isUnchanged()).toBe(true);
});

test.each<[string, () => void]>([
  ['a source was written', () => writeFileSync(at('src/inner/b.ts'), 'two')],
  ['a source was added', () => writeFileSync(at('src/inner/c.ts'), '')],
  ['a source was renamed', () => renameSync(at('src/a.ts'), at('src/z.ts'))],
  ['a source was removed', () => rmSync(at('lock.json'))],
  ['what was built is gone', () => rmSync(at('dist'), { recursive: true })],
  ['somebody wrote into what was built', () => writeFileSync(at('dist/main.js'), 'two')],
])('it is repeated when %s', (_, change) => {
  change();
  expect(open().isUnchanged()).toBe(false);
});

test('a source that was written with its old size and its old time counts as written', () => {
  const longAgo = new Date('2020-01-01');
  utimesSync(at('src/a.ts'), longAgo, longAgo);
  open().remember();
  writeFileSync(at('src/a.ts'), 'two');
  utimesSync(at('src/a.ts'), longAgo, longAgo);
  expect(open().isUnchanged()).toBe(false);
});

test('a source that is written while the build goes on is built the next time', () => {
  const build = open();
  writeFileSync(at('src/a.ts'), 'during the build');
  build.remember();
  expect(open().isUnchanged()).toBe(false);
});

test('another build of the same files is remembered beside it', () => {
  expect(open('some').isUnchanged()).toBe(false);
  open('some').remember();
  expect([open('some').isUnchanged(), open().isUnchanged()]).toEqual([true, true]);
});

test('a record that was cut short remembers nothing', () => {
  const record = at('cache/built.json');
  writeFileSync(record, readFileSync(record, 'utf8').slice(0, 10));
  expect(open().isUnchanged()).toBe(false);
});
