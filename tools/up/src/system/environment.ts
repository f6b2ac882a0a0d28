import { join } from 'node:path';
import type { Home } from '../home.ts';
import { Refusal } from '../refusal.ts';
import { ROOT } from '../root.ts';
import type { Secrets } from '../secrets.ts';
import type { Settings } from '../settings.ts';
import { simulators } from '../sandbox/simulators.ts';

export interface SystemParts {
  home: Home;
  settings: Settings;
  secrets: Secrets;
  databaseUrl: string;
  redisUrl: string;
  chromePath: string;
}

/** What an app finds in its environment beside what the user set: the user's own values win. */
export function appEnv(parts: SystemParts, user: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { home, settings, secrets } = parts;
  const { META_APP_SECRET, META_VERIFY_TOKEN, ...everywhere } = secrets;
  return {
    WWEBJS_SESSION_DIR: home.sessions,
    LOG_DIR: home.logs,
    ...(settings.sandbox && { META_APP_SECRET, META_VERIFY_TOKEN, ...sandboxEnv(settings) }),
    // Our own Postgres has the roles of prisma/roles.sql; another one may not.
    ...(!user['DATABASE_URL']?.trim() && { DATABASE_TENANT_ROLE: 'watertight_tenant' }),
    ...withoutEmpty(user),
    ...everywhere, // the user's are in them already
    DATABASE_URL: parts.databaseUrl,
    REDIS_URL: parts.redisUrl,
    CHROME_PATH: parts.chromePath,
    WATERTIGHT_HOME: home.dir,
    ...(settings.sandbox ? { SANDBOX: '1' } : { SANDBOX: '0' }),
  };
}

const sandboxEnv = ({ ports }: Settings) => ({
  SANDBOX_GRAPH_URL: `http://127.0.0.1:${ports.META_SIM_PORT}`,
  SANDBOX_WA_WEB_URL: `https://127.0.0.1:${ports.WA_WEB_SIM_PORT}`,
});

/** The orchestrator's environment: the apps' and what is meant for itself. */
export const orchestratorEnv = (parts: SystemParts, user: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...appEnv(parts, user),
  RUN_DIR: parts.home.run,
  APPS_DIR: join(ROOT, 'dist/apps'),
  ...(parts.settings.single && { ORCHESTRATOR_MODE: 'single' }),
  ORCHESTRATOR_EXTRA: JSON.stringify([...simulators(parts), ...extrasOf(user)]),
});

/** Processes that the user adds stay. */
function extrasOf({ ORCHESTRATOR_EXTRA: text }: NodeJS.ProcessEnv): unknown[] {
  if (!text?.trim()) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Refusal('ORCHESTRATOR_EXTRA should be a JSON array.');
}

const withoutEmpty = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
