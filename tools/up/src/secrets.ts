import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Refusal } from './refusal.ts';

const MAKERS = {
  ADMIN_API_KEY: () => `wt_admin_${randomBytes(24).toString('base64url')}`,
  ENCRYPTION_KEY: () => randomBytes(32).toString('base64'),
  META_APP_SECRET: () => randomBytes(16).toString('hex'),
  META_VERIFY_TOKEN: () => randomBytes(16).toString('hex'),
};

export type SecretName = keyof typeof MAKERS;
export type Secrets = Record<SecretName, string>;

const NAMES = Object.keys(MAKERS) as SecretName[];

/** The keys of this system: those of the environment, else those that were made at the first start and kept. */
export function readSecrets(path: string, env: NodeJS.ProcessEnv): Secrets {
  const kept = readKept(path);
  const made = NAMES.filter((name) => !kept[name]);
  for (const name of made) kept[name] = MAKERS[name]();
  if (made.length > 0) keep(path, kept as Secrets);
  return Object.fromEntries(NAMES.map((name) => [name, env[name]?.trim() || kept[name]])) as Secrets;
}

function readKept(path: string): Partial<Secrets> {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    // Making new ones would leave everything unreadable that is encrypted with the old ones.
    throw new Refusal(`${path} is no JSON: put a good copy back, or remove it and ${path} begins anew.`, {
      cause: error,
    });
  }
}

function keep(path: string, secrets: Secrets): void {
  const half = `${path}.${process.pid}.tmp`;
  writeFileSync(half, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(half, path);
}
