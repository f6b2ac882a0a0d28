import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '@watertight/embedded';
import { startTestStores } from '@watertight/testkit';
import { afterSecondRun, repeatsOf, type Repeat } from './check/again.ts';
import { readReports, sum, tallyReport, type Tally } from './check/reports.ts';
import { runsOf } from './check/runs.ts';
import { readTasks, tallyTasks } from './check/tasks.ts';
import { live, type Life } from './life.ts';
import { NX_CACHE, programOf, runNode, runNx } from './nx.ts';
import { ROOT } from './root.ts';

const REPORTS = join(ROOT, 'dist/test-reports');
const RUN_FILE = join(NX_CACHE, 'run.json');
/**
 * Everything that CI runs. Arguments go to Nx and narrow it: `npm test -- --projects=store`. With `--affected` it is what
 * changed since `--base`, and all that depends on it: `npm test -- --affected --base=origin/main`.
 */
async function main(life: Life): Promise<number> {
  const nxArgs = process.argv.slice(2);
  const env = await environment(life);
  rmSync(REPORTS, { recursive: true, force: true });

  const format = await checkFormat(life);
  const tallies: Tally[] = [];
  for (const args of runsOf(nxArgs)) tallies.push(...(await runCounted(life, args, env)));
  const passedFiles: string[] = [];
  for (const repeat of repeatsOf(readReports(REPORTS), ROOT))
    if (await passesAlone(life, repeat, env))
      passedFiles.push(...repeat.files.map((file) => `${repeat.folder}/${file}`));
  return conclude(life, sum([format, ...tallies]), passedFiles);
}

/**
 * Runs test files a second time, with nothing beside them. The machine is busy while everything is tested, and a test
 * that waits for processes and browsers can fail by that alone; one that is broken fails here too.
 */
async function passesAlone(
  { terminal, stop: signal }: Life,
  { project, folder, files }: Repeat,
  env: NodeJS.ProcessEnv,
) {
  terminal.say(`once more, alone: ${files.map((file) => `${folder}/${file}`).join(', ')}`);
  rmSync(join(REPORTS, `${project}.json`), { force: true });
  const args = [programOf('vitest'), 'run', '--root', folder, ...files];
  const { status } = await runNode({ args, env, signal, inherit: true });
  return status === 0 && readReports(REPORTS).get(project)?.success === true;
}

async function environment(life: Life): Promise<NodeJS.ProcessEnv> {
  const { terminal, stop: signal } = life;
  const stores = await terminal.step('PostgreSQL and Redis for tests', async (progress) => {
    const started = await startTestStores({ progress, signal });
    life.onClose(() => started.stop());
    return { value: started, end: 'ready' };
  });
  const chromePath = await findChromium({
    chromePath: process.env['CHROME_PATH']?.trim(),
    install: true,
    progress: (line) => terminal.say(line),
    signal,
  });
  return {
    TEST_DATABASE_URL: process.env['TEST_DATABASE_URL'] ?? stores.databaseUrl,
    TEST_REDIS_URL: process.env['TEST_REDIS_URL'] ?? stores.redisUrl,
    CHROME_PATH: chromePath,
  };
}

async function checkFormat({ terminal, stop: signal }: Life): Promise<Tally> {
  terminal.say('prettier --check .');
  const args = [programOf('prettier'), '--check', '.'];
  const { status } = await runNode({ args, signal, inherit: true });
  return status === 0 ? { passed: 1, failed: [] } : { passed: 0, failed: ['format: run npm run format'] };
}

async function runCounted(
  { terminal, stop: signal }: Life,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<Tally[]> {
  terminal.say(`nx ${args.join(' ')}`);
  const sinceMs = Date.now();
  const { status } = await runNx({ args, env, signal, inherit: true });
  const tasks = readTasks(RUN_FILE, `nx ${args.join(' ')}`, sinceMs);
  if (tasks === null)
    return status === 0 ? [] : [{ passed: 0, failed: [`nx ${args.join(' ')}: did not run`] }];

  const reports = readReports(REPORTS);
  const tested = tasks.filter((task) => task.target === 'test').map((task) => task.projectName);
  const tallies = new Map(
    tested.flatMap((project) => {
      const report = reports.get(project);
      return report ? [[project, tallyReport(project, report, ROOT)] as const] : [];
    }),
  );
  return [...tallies.values(), tallyTasks(tasks, (project) => tallies.get(project))];
}

function conclude({ terminal }: Life, tally: Tally, passedFiles: string[]): number {
  const { passed, failed, unsure } = afterSecondRun(tally, passedFiles);
  const list = (head: string, names: string[]) =>
    names.length > 0 && terminal.print(`\n${head}:\n${names.map((name) => `  ${name}`).join('\n')}\n`);
  list('Unsure (failed, then passed when run again alone)', unsure);
  list('Failed', failed);
  terminal.print(`${passed} passed, ${failed.length} failed`);
  return failed.length > 0 ? 1 : 0;
}

await live(main);
