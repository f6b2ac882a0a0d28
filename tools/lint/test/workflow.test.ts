import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '@watertight/lint-rules';

interface Step {
  run?: string;
  uses?: string;
  with?: Record<string, unknown>;
}

interface Workflow {
  jobs: Record<string, { 'timeout-minutes'?: number; steps: Step[] }>;
}

const workflow = parse(readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8')) as Workflow;
const commands = Object.values(workflow.jobs).flatMap(({ steps }) =>
  steps.flatMap(({ run }) => (run ? run.split('\n') : [])),
);
const scripts = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts;

it('CI tests what is affected on changes and everything at night, within a bound', () => {
  expect(commands.some((line) => /^npm test -- --affected --base=/.test(line))).toBe(true);
  expect(commands).toContain('npm test');
  for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(120);
});

it('has the whole history wherever it tests: the version before is built from it', () => {
  const testing = Object.values(workflow.jobs).filter(({ steps }) =>
    steps.some(({ run }) => run?.startsWith('npm test')),
  );
  expect(testing).toHaveLength(2);
  for (const { steps } of testing)
    expect(steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))?.with).toMatchObject({
      'fetch-depth': 0,
    });
});

it('every script that CI runs is there', () => {
  const named = commands.flatMap((line) => /npm (?:run )?(test|[a-z:]+)/.exec(line)?.[1] ?? []);
  expect(named.filter((name) => !['ci', 'audit'].includes(name) && !(name in scripts))).toEqual([]);
  expect(existsSync(join(ROOT, 'package-lock.json'))).toBe(true);
});
