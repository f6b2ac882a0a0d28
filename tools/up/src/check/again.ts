import { relative } from 'node:path';
import { tallyReport, type Tally, type VitestReport } from './reports.ts';

/** More failures than this are no coincidence, and are not tried again. */
const MOST_FAILURES = 12;

/** The test files of a project that are run once more, alone. */
export interface Repeat {
  project: string;
  /** The project's folder, from the repository's root. */
  folder: string;
  /** From the project's folder. */
  files: string[];
}

/** What is run a second time: each file of which a test failed, unless that is too many to be a coincidence. */
export function repeatsOf(reports: Map<string, VitestReport>, root: string): Repeat[] {
  const repeats: Repeat[] = [];
  let failures = 0;
  for (const [project, report] of reports) {
    const failed = report.testResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0) continue;
    failures += tallyReport(project, report, root).failed.length;
    const paths = failed.map(({ name }) => relative(root, name).split('/'));
    const folder = paths[0]!.slice(0, 2).join('/');
    repeats.push({ project, folder, files: paths.map((path) => path.slice(2).join('/')) });
  }
  return failures > MOST_FAILURES ? [] : repeats;
}

/**
 * The tally after a second run in which everything in `passedFiles` (from the root) passed: what failed there the first
 * time counts as passed, and is named in `unsure`.
 */
export function afterSecondRun(tally: Tally, passedFiles: string[]): Tally & { unsure: string[] } {
  const isUnsure = (name: string) => passedFiles.some((file) => name.startsWith(`${file}: `));
  const unsure = tally.failed.filter(isUnsure);
  return {
    passed: tally.passed + unsure.length,
    failed: tally.failed.filter((name) => !isUnsure(name)),
    unsure,
  };
}
