import { expect, test } from 'vitest';
import { runsOf } from './runs.ts';

const TARGETS = ['-t', 'typecheck', 'lint', 'test', 'build', '--output-style=static'];
const WHOLE = ['-t', 'typecheck-whole', 'lint-whole', 'test', 'build', '--output-style=static'];

test('without arguments everything is run, what starts whole systems last and alone', () => {
  expect(runsOf([])).toEqual([
    ['run-many', ...WHOLE, '--exclude=e2e,e2e-dashboard,chaos,bench', '--parallel=2'],
    [
      'run-many',
      ...WHOLE,
      '--exclude=*,!e2e,!e2e-dashboard,!chaos,!bench',
      '--parallel=1',
      '--skip-nx-cache',
    ],
  ]);
});

test('arguments narrow it', () => {
  expect(runsOf(['--projects=store'])).toEqual([['run-many', ...TARGETS, '--projects=store']]);
});

test('what is affected is run in the same two parts', () => {
  expect(runsOf(['--affected', '--base=origin/main'])).toEqual([
    ['affected', ...TARGETS, '--exclude=e2e,e2e-dashboard,chaos,bench', '--parallel=2', '--base=origin/main'],
    [
      'affected',
      ...TARGETS,
      '--exclude=*,!e2e,!e2e-dashboard,!chaos,!bench',
      '--parallel=1',
      '--skip-nx-cache',
      '--base=origin/main',
    ],
  ]);
});
