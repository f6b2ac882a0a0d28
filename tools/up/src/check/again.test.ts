import { expect, test } from 'vitest';
import { afterSecondRun, repeatsOf } from './again.ts';
import type { VitestReport } from './reports.ts';

const report = (name: string, ...statuses: string[]): VitestReport => ({
  success: !statuses.includes('failed'),
  testResults: [
    {
      name: `/repo/${name}`,
      status: statuses.includes('failed') ? 'failed' : 'passed',
      assertionResults: statuses.map((status, index) => ({ fullName: `test ${index}`, status })),
    },
  ],
});

test('the files of which a test failed are run again, by project', () => {
  const reports = new Map([
    ['store', report('libs/store/src/a.test.ts', 'passed')],
    ['e2e', report('tools/e2e/test/stories/b.test.ts', 'passed', 'failed')],
  ]);
  expect(repeatsOf(reports, '/repo')).toEqual([
    { project: 'e2e', folder: 'tools/e2e', files: ['test/stories/b.test.ts'] },
  ]);
});

test('many failures are no coincidence', () => {
  const many = Array.from({ length: 13 }, () => 'failed');
  expect(repeatsOf(new Map([['api', report('apps/api/test/a.test.ts', ...many)]]), '/repo')).toEqual([]);
});

test('what passed the second time is counted as passed and named as unsure, anything else stays failed', () => {
  const failed = ['apps/api/test/a.test.ts: one', 'apps/api/test/a.test.ts.b: one', 'lint api'];
  expect(afterSecondRun({ passed: 4, failed }, ['apps/api/test/a.test.ts'])).toEqual({
    passed: 5,
    failed: failed.slice(1),
    unsure: failed.slice(0, 1),
  });
});
