import { silentLog } from '@watertight/core';
import { openMedia, type MediaFiles } from '@watertight/media';
import {
  encryptionEnv,
  encryptionKeys,
  mediaEnv,
  mediaRules,
  mediaSettings,
  readEnv,
} from '@watertight/service';
import { openStore, type Store } from '@watertight/store';
import { resolve } from 'node:path';
import { Type } from 'typebox';
import { openHome, type Home } from '../home.ts';
import { ROOT } from '../root.ts';
import { readSecrets } from '../secrets.ts';
import { openPostgres } from '../stores.ts';
import type { DataDeps } from './program.ts';

/** The database of the environment, else the embedded one. */
export async function openDatabase({ life, env }: DataDeps): Promise<{ url: string; home: Home }> {
  const home = openHome(env);
  const { url } = await openPostgres(life, home, env['DATABASE_URL']?.trim());
  return { url, home };
}

/** Where media and logins lie, by the same variables as for the apps: a folder, or a bucket. */
export async function openFiles(
  { life, env }: DataDeps,
  home: Home,
): Promise<{ files: MediaFiles; isBucket: boolean }> {
  const settings = mediaSettings(
    readEnv(Type.Object(mediaEnv), { ...env, WATERTIGHT_HOME: home.dir }, mediaRules),
  );
  const files = await openMedia({ ...settings, dir: resolve(ROOT, settings.dir) });
  life.onClose(() => files.close());
  return { files, isBucket: settings.s3 !== undefined };
}

/** The store with the keys of the environment, else those that `npm start` made. */
export async function openSystem(deps: DataDeps): Promise<{ url: string; home: Home; store: Store }> {
  const { url, home } = await openDatabase(deps);
  const { ENCRYPTION_KEY } = readSecrets(home.secrets, deps.env);
  const keys = readEnv(Type.Object(encryptionEnv), { ...deps.env, ENCRYPTION_KEY });
  const store = openStore({ databaseUrl: url, encryptionKey: encryptionKeys(keys), log: silentLog });
  deps.life.onClose(() => store.close());
  return { url, home, store };
}
