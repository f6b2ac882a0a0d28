import { writeFileSync } from 'node:fs';
import { UsageError } from '../options.ts';
import { runTool } from '../run-tool.ts';
import { RECOVERY_USAGE, readRecoveryOptions, type RecoveryOptions } from './options.ts';
import { measureRecovery } from './run.ts';
import { renderRecovery } from './table.ts';

await runTool(
  { usage: RECOVERY_USAGE, isUsage: (error) => error instanceof UsageError },
  readRecoveryOptions,
  main,
);

async function main(
  options: RecoveryOptions,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<boolean> {
  say(`seed ${options.seed}`);
  const report = await measureRecovery({ ...options, signal, say });
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  console.log(renderRecovery(report));
  return report.ok && !(options.strict && report.missedBars.length > 0);
}
