import { newEnvironment, npmStart, type Addresses, type Environment } from '@watertight/e2e';
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one system of this run answers. */
    addresses: Addresses;
    /** What `npm start` printed until it was ready. */
    printed: string;
  }
}

/** So long that a hung process shows as down (after eight seconds) for a while before it is killed. */
const HUNG_MS = '18000';

/** Types `npm start` once for all files of stories, and Ctrl-C after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const environment: Environment = {
    ...(await newEnvironment()),
    ORCHESTRATOR_HUNG_MS: HUNG_MS,
    ORCHESTRATOR_SPINNING_MS: HUNG_MS,
  };
  const started = npmStart(environment);
  const stop = async () => {
    await started.interrupt().catch(() => started.kill());
    rmSync(environment['WATERTIGHT_HOME'] ?? '', { recursive: true, force: true });
  };
  try {
    await started.ready;
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('addresses', started.system.at);
  project.provide('printed', started.output());
  return stop;
}
