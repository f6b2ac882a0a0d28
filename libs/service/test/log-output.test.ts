import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const FIXTURE = join(import.meta.dirname, 'fixtures/lines.ts');

/** What a process wrote before it ended. */
const outputOf = (file: string): Promise<string> =>
  new Promise((resolve) => {
    const options = { maxBuffer: 10_000_000, timeout: 20_000 };
    execFile(process.execPath, ['--import', 'tsx', file], options, (_error, stdout) => resolve(stdout));
  });

it('all lines are written in their order before a process exits, those of its last moment too', async () => {
  const lines = (await outputOf(FIXTURE)).trim().split('\n');
  const numbers = lines.map((line) => (JSON.parse(line) as { n: number }).n);
  expect(numbers).toEqual(Array.from({ length: 1000 }, (_, n) => n));
});
