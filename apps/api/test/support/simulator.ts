import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../../../tools/meta-sim/src/main.ts');
const START_MS = 50_000;

/** The simulator of Graph, in a process of its own on a free port. */
export async function startSimulator(): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: { ...process.env, META_SIM_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const tooLate = setTimeout(() => child.kill('SIGKILL'), START_MS);
  let said = '';
  let url: string | undefined;
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    url = /on (http:\/\/\S+)\. /.exec(said)?.[1];
    if (url) break;
  }
  clearTimeout(tooLate);
  child.stdout.resume();
  if (!url) throw new Error(`The simulator did not start: ${said}`);
  return {
    url,
    async stop() {
      if (child.exitCode !== null || !child.kill('SIGTERM')) return;
      await once(child, 'exit');
    },
  };
}
