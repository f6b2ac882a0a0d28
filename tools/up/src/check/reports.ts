import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What came of a run, or of a part of it. */
export interface Tally {
  passed: number;
  /** The name of everything that failed. */
  failed: string[];
}

export const sum = (tallies: Tally[]): Tally => ({
  passed: tallies.reduce((total, one) => total + one.passed, 0),
  failed: tallies.flatMap((one) => one.failed),
});

/** The part of vitest's JSON report that counts. */
export interface VitestReport {
  success: boolean;
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/**
 * Counts a report. A file that could not even be loaded is one failure, and so is a run that failed although none of
 * its tests did: an error outside of them, or a test that leaves something behind.
 */
export function tallyReport(project: string, report: VitestReport, root: string): Tally {
  const tally: Tally = { passed: 0, failed: [] };
  for (const file of report.testResults) {
    const path = relative(root, file.name);
    for (const { fullName, status } of file.assertionResults) {
      if (status === 'passed') tally.passed++;
      if (status === 'failed') tally.failed.push(`${path}: ${fullName}`);
    }
    const hasFailure = file.assertionResults.some((test) => test.status === 'failed');
    if (file.status === 'failed' && !hasFailure) tally.failed.push(`${path}: ${firstLine(file.message)}`);
  }
  if (!report.success && tally.failed.length === 0)
    tally.failed.push(`${project}: an error outside of its tests`);
  return tally;
}

const firstLine = (message = ''): string => message.trim().split('\n')[0] || 'does not run';

/** The reports that vitest wrote, by project. */
export function readReports(dir: string): Map<string, VitestReport> {
  const files = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith('.json')) : [];
  return new Map(
    files.map((file) => [
      file.slice(0, -'.json'.length),
      JSON.parse(readFileSync(join(dir, file), 'utf8')) as VitestReport,
    ]),
  );
}
