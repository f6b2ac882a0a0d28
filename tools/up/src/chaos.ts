import { live } from './life.ts';
import { runNode, runTargets } from './nx.ts';

/** `npm run chaos`: builds what it is to break, then breaks it; the arguments are those of tools/chaos. */
await live(async ({ terminal, stop: signal }) => {
  await terminal.step('Building the apps', async (say) => {
    const { tasks } = await runTargets({ args: ['run-many', '-t', 'build'], signal, say });
    return { value: undefined, end: `${tasks} tasks` };
  });
  const args = ['--import', 'tsx', 'tools/chaos/src/main.ts', ...process.argv.slice(2)];
  const { status } = await runNode({ args, signal, inherit: true });
  return status ?? 1;
});
