import { join } from 'node:path';
import {
  encryptionEnv,
  JsonStrings,
  mediaEnv,
  mediaRules,
  processEnv,
  readEnv,
  retentionEnv,
  storeEnv,
  tracingEnv,
  UrlString,
} from '@watertight/service';
import { Type, type Static } from 'typebox';

/** What the WhatsApp Web worker reads. */
export const schema = Type.Object({
  ...storeEnv,
  ...encryptionEnv,
  ...mediaEnv,
  ...retentionEnv,
  ...tracingEnv,
  ...processEnv('WWEBJS_PORT', 3001, 4096),
  CHROME_PATH: Type.Optional(
    Type.String({ description: 'The executable of Chromium or Chrome; looked for when unset' }),
  ),
  WWEBJS_BROWSER_ARGS: JsonStrings({
    description: 'Extra Chromium arguments, a JSON array of strings; they apply to every phone',
  }),
  WWEBJS_SESSION_DIR: Type.Optional(
    Type.String({
      description: 'Where the browser profiles of the phones are; default .watertight/sessions',
    }),
  ),
  WWEBJS_MAX_SESSIONS: Type.Integer({
    default: 20,
    minimum: 1,
    maximum: 500,
    description: 'WhatsApp Web phones that one worker process holds at the most',
  }),
  WWEBJS_SNAPSHOT_MINUTES: Type.Number({
    default: 15,
    minimum: 1,
    maximum: 1440,
    description: 'Minutes between two versions of the login that a living session keeps in the database',
  }),
  WWEBJS_SNAPSHOT_STORE: Type.Unsafe<'postgres' | 's3'>({
    enum: ['postgres', 's3'],
    default: 'postgres',
    description: 'Where new versions of logins go, sealed: postgres, or s3 for the bucket of MEDIA_S3',
  }),
  WWEBJS_QR_TIMEOUT_MINUTES: Type.Number({
    default: 30,
    minimum: 0,
    description: 'How long QR codes are shown that nobody scans, before the browser is closed; 0 is for ever',
  }),
  WWEBJS_QR_TERMINAL: Type.Boolean({
    default: false,
    description: '1 draws QR codes on standard error, for somebody who runs one worker by hand',
  }),
  WWEBJS_SESSION_MEMORY_MB: Type.Integer({
    default: 1200,
    minimum: 0,
    description: 'A session whose browser takes more MiB begins anew when it is idle; 0 is no limit',
  }),
  WWEBJS_SESSION_MAX_AGE_HOURS: Type.Number({
    default: 24,
    minimum: 0,
    description: 'A session whose browser is older begins anew when it is idle; 0 is no limit',
  }),
  WWEBJS_HEADFUL: Type.Boolean({
    default: false,
    description: '1 shows the browsers as windows; needs a display',
  }),
  WWEBJS_REBALANCE: Type.Boolean({
    default: false,
    description: '1 moves idle phones, one a minute, to instances that hold fewer',
  }),
  SANDBOX: Type.Boolean({ default: false, description: '1 allows phones in mode sandbox' }),
  SANDBOX_WA_WEB_URL: Type.Optional(
    UrlString(['https:'], {
      description:
        'Where web.whatsapp.com is for phones in mode sandbox; its certificate need not be trusted',
    }),
  ),
});

export type Env = Static<typeof schema>;

/** Every argument is one argument: a forgotten dash would make Chromium open it as a page. */
function argumentsBeginWithDashes(env: Env): string | undefined {
  const stray = env.WWEBJS_BROWSER_ARGS.find((argument) => !/^--[a-z]/.test(argument));
  return stray === undefined
    ? undefined
    : `WWEBJS_BROWSER_ARGS holds ${JSON.stringify(stray.slice(0, 60))}: every argument begins with --.`;
}

/** A profile per phone is what keeps the phones apart. */
function profilesStayOurs(env: Env): string | undefined {
  const taken = env.WWEBJS_BROWSER_ARGS.some((argument) => argument.startsWith('--user-data-dir'));
  return taken ? 'WWEBJS_BROWSER_ARGS must not set --user-data-dir: every phone has its own.' : undefined;
}

/** Without a display Chromium would end at once, for every phone. */
const windowsNeedADisplay =
  (source: NodeJS.ProcessEnv) =>
  (env: Env): string | undefined =>
    env.WWEBJS_HEADFUL && process.platform === 'linux' && !source.DISPLAY && !source.WAYLAND_DISPLAY
      ? 'WWEBJS_HEADFUL is 1 and there is no display: set DISPLAY (Xvfb makes one), or leave it out.'
      : undefined;

const loginsNeedTheirBucket = (env: Env): string | undefined =>
  env.WWEBJS_SNAPSHOT_STORE === 's3' && !env.MEDIA_S3_BUCKET
    ? 'WWEBJS_SNAPSHOT_STORE is s3, but MEDIA_S3_BUCKET is not set: name the bucket, or use postgres.'
    : undefined;

/** Reads and checks the environment; throws an `EnvError` with every fault. */
export const readWwebjsEnv = (source: NodeJS.ProcessEnv = process.env): Env =>
  readEnv(schema, source, [
    argumentsBeginWithDashes,
    profilesStayOurs,
    windowsNeedADisplay(source),
    loginsNeedTheirBucket,
    ...mediaRules,
  ]);

export const sessionDirOf = (env: Env): string =>
  env.WWEBJS_SESSION_DIR ?? join(env.WATERTIGHT_HOME, 'sessions');
