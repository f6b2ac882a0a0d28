import { execFile } from 'node:child_process';
import { chmod, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Log } from '@watertight/core';

/**
 * Measured on two busy processors with 3, 5 and 10: the lateness (p99) of a process beside a starting browser falls
 * from 50 ms to 29, 29 and 21, and the start takes 1.4, 1.8 and 5 times as long.
 */
const NICE = 3;
const PROBE = '--watertight-probe';
const PROBE_MS = 5000;

// Linux shares the processor out between sessions of processes first (autogroup); within one of its own, a browser's
// own nice value would count for nothing. Whoever may not set the one or the other runs as he is.
const script = (executablePath: string) => `#!/bin/sh
[ "$1" = ${PROBE} ] && exit 0
{ echo ${NICE} > /proc/self/autogroup; } 2> /dev/null
exec nice -n ${NICE} ${quoted(executablePath)} "$@"
`;

const quoted = (path: string) => `'${path.replaceAll("'", `'\\''`)}'`;

/**
 * Chromium behind a script that gives it, from its first instruction on, a smaller share of a busy processor than the
 * processes that send: a browser that starts takes all that it gets. The executable itself where that cannot be.
 */
export async function politely(executablePath: string, dir: string, log: Log): Promise<string> {
  if (process.platform === 'win32') return executablePath;
  const file = join(dir, '.browser');
  try {
    // Another worker may be starting from the file that is there.
    const fresh = `${file}-${process.pid}`;
    await writeFile(fresh, script(executablePath));
    await chmod(fresh, 0o700);
    await rename(fresh, file);
    await promisify(execFile)(file, [PROBE], { timeout: PROBE_MS });
    return file;
  } catch (error) {
    log.warn({ err: error }, 'browser.priority-unchanged');
    return executablePath;
  }
}
