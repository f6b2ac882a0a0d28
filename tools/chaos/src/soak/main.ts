import { writeFileSync } from 'node:fs';
import { UsageError } from '../options.ts';
import { runTool } from '../run-tool.ts';
import { readSoakOptions, SOAK_USAGE, type SoakOptions } from './options.ts';
import { renderSoak } from './report.ts';
import { soak } from './run.ts';

await runTool({ usage: SOAK_USAGE, isUsage: (error) => error instanceof UsageError }, readSoakOptions, main);

async function main(
  options: SoakOptions,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<boolean> {
  say(`seed ${options.seed}`);
  const report = await soak({ ...options, signal, say });
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  console.log(renderSoak(report));
  return report.ok && !(options.strict && report.missedBars.length > 0);
}
