import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTasks, tallyTasks, type Task } from './tasks.ts';

const task = (target: string, projectName: string, status?: number): Task => ({
  target,
  projectName,
  ...(status !== undefined && { status }),
});
const noReport = () => undefined;

test('every check of a project counts once, what only prepares them counts when it fails', () => {
  const tasks = [
    task('generate', 'store', 0),
    task('lint', 'api', 0),
    task('build', 'api', 1),
    task('typecheck', 'api', 0),
  ];
  expect(tallyTasks(tasks, noReport)).toEqual({ passed: 2, failed: ['build api'] });
  expect(tallyTasks([task('generate', 'store', 1)], noReport).failed).toEqual(['generate store']);
});

test('a check that was not run because another failed has not passed', () => {
  expect(tallyTasks([task('lint', 'api')], noReport)).toEqual({ passed: 0, failed: ['lint api'] });
});

test('tests are counted by their report, and here only if that tells of no failure', () => {
  const reports = { told: { passed: 1, failed: ['x'] }, silent: { passed: 1, failed: [] } };
  const reportOf = (project: string) =>
    (reports as Record<string, { passed: number; failed: string[] }>)[project];
  const tasks = [
    task('test', 'told', 1),
    task('test', 'silent', 1),
    task('test', 'absent', 0),
    task('test', 'unrun'),
  ];
  expect(tallyTasks(tasks, reportOf)).toEqual({
    passed: 0,
    failed: [
      'test silent: ended with status 1 without telling what failed',
      'test absent: ended with status 0 without telling what failed',
      'test unrun: was not run without telling what failed',
    ],
  });
});

test('only the tasks of the run that has just ended are read', () => {
  const dir = mkdtempSync(join(tmpdir(), 'watertight-tasks-'));
  const path = join(dir, 'run.json');
  const endTime = '2026-11-23T12:00:00.000Z';
  writeFileSync(
    path,
    JSON.stringify({ run: { command: 'nx run x', endTime }, tasks: [task('lint', 'api', 0)] }),
  );
  const endMs = Date.parse(endTime);
  expect(readTasks(path, 'nx run x', endMs - 1)).toHaveLength(1);
  expect(readTasks(path, 'nx run x', endMs + 1)).toBeNull();
  expect(readTasks(path, 'nx run y', endMs - 1)).toBeNull();
  rmSync(dir, { recursive: true });
  expect(readTasks(path, 'nx run x', 0)).toBeNull();
});
