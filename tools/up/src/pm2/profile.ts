import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';
import { ROOT } from '../root.ts';

/** How the roles are spread over processes. */
export type Profile = 'multiprocess' | 'single';
export const PROFILES: readonly Profile[] = ['multiprocess', 'single'];
export const isProfile = (name: string): name is Profile => PROFILES.some((known) => known === name);

/** What a file for PM2 says of one process, as far as we look at it. */
export interface AppSpec {
  name: string;
  namespace: string;
  out_file: string;
  env: Record<string, string>;
  node_args?: string[];
  max_memory_restart?: string;
  exp_backoff_restart_delay: number;
  kill_timeout: number;
  [option: string]: unknown;
}

const FOLDER = join(ROOT, 'deploy/pm2');

export const NAMESPACE = 'watertight';
export const STORES = 'stores';

/** The file that PM2 is given. */
export const fileOf = (what: Profile | typeof STORES): string =>
  join(
    FOLDER,
    { multiprocess: 'ecosystem', single: 'ecosystem.single', stores: STORES }[what] + '.config.cjs',
  );

/**
 * The processes that the file makes of an environment.
 * @throws Refusal with a sentence when the environment is faulty
 */
export function appsOf(what: Profile | typeof STORES, env: NodeJS.ProcessEnv): AppSpec[] {
  type Make = (env: NodeJS.ProcessEnv) => AppSpec[];
  const makers = createRequire(import.meta.url)(join(FOLDER, 'apps.cjs')) as Record<typeof what, Make>;
  try {
    return makers[what](env);
  } catch (error) {
    throw new Refusal((error as Error).message, { cause: error });
  }
}
