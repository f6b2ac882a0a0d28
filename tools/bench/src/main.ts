import { writeFileSync } from 'node:fs';
import { runTool, UsageError } from '@watertight/chaos';
import { compare, readReport } from './compare.ts';
import { readOptions, USAGE, type Options } from './options.ts';
import { plot } from './plot.ts';
import { run } from './run.ts';
import { render, renderComparison, renderRatios } from './table.ts';

await runTool({ usage: USAGE, isUsage: (error) => error instanceof UsageError }, readOptions, main);

async function main(options: Options, signal: AbortSignal, say: (line: string) => void): Promise<boolean> {
  const earlier = options.compare === null ? null : readReport(options.compare);
  const report = await run({ ...options, signal, say });
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  if (options.svg) writeFileSync(options.svg, plot(report));
  console.log(options.short ? renderRatios(report) : render(report));
  if (!earlier) return true;
  const compared = compare(earlier, report);
  console.log(`\n${renderComparison(compared, options.regression)}`);
  return compared.every(({ worseBy }) => worseBy <= options.regression);
}
