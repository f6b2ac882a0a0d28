import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';

/** Within how many seconds of SIGTERM an app ends: what it says itself, or the shell of all processes. */
export function drainSeconds(project: string): number {
  const own = millisecondsIn(join(ROOT, project, 'src/service.ts'));
  const shell = millisecondsIn(join(ROOT, 'libs/service/src/run/run.ts'));
  if (shell === undefined) throw new Error('libs/service no longer says SHUTDOWN_MS');
  return (own ?? shell) / 1000;
}

function millisecondsIn(file: string): number | undefined {
  const [, text] = /(?:SHUTDOWN_MS = |shutdownMs: )([\d_]+)/.exec(readFileSync(file, 'utf8')) ?? [];
  return text === undefined ? undefined : Number(text.replaceAll('_', ''));
}
