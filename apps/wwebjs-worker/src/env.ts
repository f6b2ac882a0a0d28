import { join } from 'node:path';
import {
  encryptionEnv,
  JsonStrings,
  mediaEnv,
  mediaRules,
  processEnv,
  readEnv,
  storeEnv,
  UrlString,
} from '@watertight/service';
import { Type, type Static } from 'typebox';

/** What the WhatsApp Web worker reads. */
export const schema = Type.Object({
  ...storeEnv,
  ...encryptionEnv,
  ...mediaEnv,
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

/** Reads and checks the environment; throws an `EnvError` with every fault. */
export const readWwebjsEnv = (source: NodeJS.ProcessEnv = process.env): Env =>
  readEnv(schema, source, [argumentsBeginWithDashes, profilesStayOurs, ...mediaRules]);

export const sessionDirOf = (env: Env): string =>
  env.WWEBJS_SESSION_DIR ?? join(env.WATERTIGHT_HOME, 'sessions');
