import { isHttpUrl } from './http-url.ts';
import { DEFAULTS, type MetaSimOptions } from './sim.ts';

export type EnvResult = { options: MetaSimOptions } | { faults: string[] };

/** Reads the environment; every fault is a sentence, and all are reported together. */
export function readEnv(env: Record<string, string | undefined>): EnvResult {
  const faults: string[] = [];
  const port = env.META_SIM_PORT ?? '3010';
  const open = env.META_SIM_OPEN ?? '1';
  const webhookUrl = env.META_SIM_WEBHOOK_URL ?? DEFAULTS.webhookUrl;
  const appSecret = env.META_SIM_APP_SECRET ?? DEFAULTS.appSecret;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    faults.push('META_SIM_PORT must be a port number from 0 to 65535.');
  if (open !== '0' && open !== '1') faults.push('META_SIM_OPEN must be 0 or 1.');
  if (!isHttpUrl(webhookUrl)) faults.push('META_SIM_WEBHOOK_URL must be an http or https address.');
  if (appSecret === '') faults.push('META_SIM_APP_SECRET must not be empty.');
  if (faults.length > 0) return { faults };
  const verifyToken = env.META_SIM_VERIFY_TOKEN ?? DEFAULTS.verifyToken;
  const host = env.HOST || DEFAULTS.host;
  return { options: { host, port: Number(port), open: open === '1', webhookUrl, appSecret, verifyToken } };
}
