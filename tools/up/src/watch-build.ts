import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { signalProcess } from '@watertight/embedded';
import type { Life } from './life.ts';
import { ROOT } from './root.ts';

/** Bundles a project again whenever its sources change, until the life ends; tells each bundle that is ready. */
export function watchBuild(life: Life, project: string, onBuilt: () => void): void {
  const child = spawn(process.execPath, [join(ROOT, 'tools/build/build.mjs'), project, '--watch'], {
    cwd: ROOT,
    detached: true,
    // esbuild ends its watch when its input does: the pipe closes with us, also when we are killed.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('built ')) onBuilt();
  });
  createInterface({ input: child.stderr }).on('line', (line) => life.terminal.print(line));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void ended.then(() => life.stop.aborted || life.terminal.say(`the watch of ${project} has ended`));
  life.onClose(async () => {
    if (child.pid !== undefined && child.exitCode === null) signalProcess(-child.pid, 'SIGTERM');
    await ended;
  });
}
