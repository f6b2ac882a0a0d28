import { writeFileSync } from 'node:fs';
import { readOptions, USAGE, UsageError, type Options } from './options.ts';
import { run } from './run.ts';
import { render } from './table.ts';

const BROKEN = 1;
const CANNOT_RUN = 2;

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(USAGE);
  else process.exitCode = await main(options);
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = CANNOT_RUN;
}

async function main(options: Options): Promise<number> {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('Stopped by a signal'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  const startedMs = performance.now();
  const say = (line: string) =>
    console.error(`${((performance.now() - startedMs) / 1000).toFixed(0).padStart(5)} s  ${line}`);
  say(`seed ${options.seed}`);
  const report = await run({ ...options, signal: stopping.signal, say });
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  console.log(render(report));
  const isGood = report.ok && !(options.strict && report.missedBars.length > 0);
  return isGood ? 0 : BROKEN;
}
