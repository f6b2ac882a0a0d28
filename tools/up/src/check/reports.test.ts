import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReports, sum, tallyReport, type VitestReport } from './reports.ts';

const file = (name: string, ...statuses: string[]) => ({
  name: `/repo/${name}`,
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status, index) => ({ fullName: `test ${index}`, status })),
});
const report = (success: boolean, ...testResults: VitestReport['testResults']): VitestReport => ({
  success,
  testResults,
});

test('passed tests are counted, skipped ones are not, failed ones are named', () => {
  const tally = tallyReport(
    'api',
    report(false, file('a.test.ts', 'passed', 'failed'), file('b.test.ts', 'passed', 'skipped')),
    '/repo',
  );
  expect(tally).toEqual({ passed: 2, failed: ['a.test.ts: test 1'] });
});

test('a file that cannot be loaded is one failure, with the first line of why', () => {
  const broken = { ...file('a.test.ts'), status: 'failed', message: 'no such module\n  at …' };
  expect(tallyReport('api', report(false, broken), '/repo').failed).toEqual(['a.test.ts: no such module']);
});

test('a run that failed although no test did is one failure', () => {
  const tally = tallyReport('api', report(false, file('a.test.ts', 'passed')), '/repo');
  expect(tally).toEqual({ passed: 1, failed: ['api: an error outside of its tests'] });
});

test('sums are sums', () => {
  const tallies = [{ passed: 2, failed: ['a'] }, { passed: 3, failed: ['b', 'c'] }]; // prettier-ignore
  expect(sum(tallies)).toEqual({ passed: 5, failed: ['a', 'b', 'c'] });
});

test('reports are read by project, and none are there before the first run', () => {
  const dir = mkdtempSync(join(tmpdir(), 'watertight-reports-'));
  writeFileSync(join(dir, 'api.json'), JSON.stringify(report(true)));
  expect([...readReports(dir).keys()]).toEqual(['api']);
  rmSync(dir, { recursive: true });
  expect(readReports(dir).size).toBe(0);
});
