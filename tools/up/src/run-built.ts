import { live } from './life.ts';
import { runNode, runTargets } from './nx.ts';

/** Builds all apps, then runs a program of the repository with our own arguments. */
export const runBuilt = (program: string): Promise<void> =>
  live(async ({ terminal, stop: signal }) => {
    await terminal.step('Building the apps', async (say) => {
      const { tasks } = await runTargets({
        args: ['run-many', '-t', 'build', '--exclude=site'],
        signal,
        say,
      });
      return { value: undefined, end: `${tasks} tasks` };
    });
    const args = ['--import', 'tsx', program, ...process.argv.slice(2)];
    const { status } = await runNode({ args, signal, inherit: true });
    return status ?? 1;
  });
