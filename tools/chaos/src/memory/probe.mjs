import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/*
 * Loaded into processes whose memory is looked at (NODE_OPTIONS), never part of a build: at SIGWINCH the process collects
 * all its garbage and writes what is left to `<dir>/<pid>.json`. It is imported as `probe.mjs?dir=<folder>`. A process
 * that has not loaded it ignores this signal.
 */
const dir = new URL(import.meta.url).searchParams.get('dir');
let isLooking = false;

if (dir) process.on('SIGWINCH', () => void look());

async function look() {
  if (isLooking) return;
  isLooking = true;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  // What is only held by weak references and finalizers goes with the second collection, a turn later.
  collect();
  await turn();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  const file = join(dir, `${process.pid}.json`);
  writeFileSync(`${file}.part`, JSON.stringify({ heapUsed, external, rss }));
  renameSync(`${file}.part`, file);
  isLooking = false;
}
