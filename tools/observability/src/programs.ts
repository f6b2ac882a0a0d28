import { findAlertmanager, findPrometheus, runCommand } from '@watertight/embedded';

const DEADLINE_MS = 60_000;

/** Runs promtool in a folder, installing it where there is none; answers what it said. Throws when it is not content. */
export async function promtool(args: readonly string[], cwd: string): Promise<string> {
  const programs = await findPrometheus({ install: true, progress: console.log });
  return run(programs.promtool, args, cwd);
}

/** As `promtool`, of Alertmanager. */
export async function amtool(args: readonly string[], cwd: string): Promise<string> {
  const programs = await findAlertmanager({ install: true, progress: console.log });
  return run(programs.amtool, args, cwd);
}

async function run(file: string, args: readonly string[], cwd: string): Promise<string> {
  const { ok, fault, output } = await runCommand(file, args, { deadlineMs: DEADLINE_MS, cwd });
  if (!ok) throw new Error(`${[file, ...args].join(' ')} ended with ${fault}:\n${output}`);
  return output;
}
