import { writeFileSync } from 'node:fs';
import { readOptions, USAGE, UsageError, type Options } from './options.ts';
import { run } from './run.ts';
import { runTool } from './run-tool.ts';
import { render } from './table.ts';

await runTool({ usage: USAGE, isUsage: (error) => error instanceof UsageError }, readOptions, main);

async function main(options: Options, signal: AbortSignal, say: (line: string) => void): Promise<boolean> {
  say(`seed ${options.seed}`);
  const report = await run({ ...options, signal, say });
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  console.log(render(report));
  return report.ok && !(options.strict && report.missedBars.length > 0);
}
