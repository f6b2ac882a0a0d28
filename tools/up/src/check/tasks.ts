import { existsSync, readFileSync } from 'node:fs';
import type { Tally } from './reports.ts';

/** A task of an Nx run, as Nx writes it into run.json. */
export interface Task {
  target: string;
  projectName: string;
  /** Its exit status; missing when it was not run because something that it depends on failed. */
  status?: number;
}

/** The tasks of the Nx run that has just ended; null when it ended without telling, before it ran any. */
export function readTasks(file: string, command: string, sinceMs: number): Task[] | null {
  if (!existsSync(file)) return null;
  const { run, tasks } = JSON.parse(readFileSync(file, 'utf8')) as {
    run: { command: string; endTime: string };
    tasks: Task[];
  };
  return run.command === command && Date.parse(run.endTime) >= sinceMs ? tasks : null;
}

const COUNTED = ['typecheck', 'lint', 'typecheck-whole', 'lint-whole', 'build'];

/**
 * Counts the tasks that are no tests, one each. Of tests only those count here that failed without a report of it:
 * everything else is in their reports.
 */
export function tallyTasks(tasks: Task[], reportOf: (project: string) => Tally | undefined): Tally {
  const tally: Tally = { passed: 0, failed: [] };
  for (const { target, projectName, status } of tasks) {
    const isTest = target === 'test';
    if (status === 0 && COUNTED.includes(target)) tally.passed++;
    if (status !== 0 && !isTest) tally.failed.push(`${target} ${projectName}`);
    if (isTest && !isTold(status, reportOf(projectName)))
      tally.failed.push(`test ${projectName}: ${endOf(status)} without telling what failed`);
  }
  return tally;
}

const endOf = (status: number | undefined): string =>
  status === undefined ? 'was not run' : `ended with status ${status}`;

const isTold = (status: number | undefined, report: Tally | undefined): boolean =>
  report !== undefined && (status === 0 || report.failed.length > 0);
