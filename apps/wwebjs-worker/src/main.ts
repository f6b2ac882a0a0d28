import { systemClock as clock } from '@watertight/core';
import { hostSessions, openStores } from '@watertight/delivery';
import { createMetrics } from '@watertight/health';
import { runService, type Shell } from '@watertight/service';
import { findBrowser } from './browser.ts';
import { createWebChannel } from './channel.ts';
import { makeSessionDir } from './credentials.ts';
import { readWwebjsEnv, sessionDirOf } from './env.ts';
import { isLibraryRejection } from './errors.ts';
import { watchMemory } from './memory.ts';
import { createMeters } from './meters.ts';
import { serve } from './serve.ts';

/** What a send under way still gets when the process stops; then the sessions close, in eight seconds at the most. */
const HURRY_AFTER_MS = 2500;
const HOST_STOP_MS = 13_000;

await runService({ name: 'wwebjs', main, shutdownMs: 20_000 });

async function main(shell: Shell): Promise<void> {
  const { log, instanceId, onClose, stopping } = shell;
  const env = readWwebjsEnv();
  const executablePath = findBrowser(env.CHROME_PATH);
  const sessionDir = sessionDirOf(env);
  await makeSessionDir(sessionDir);
  shell.tolerate(isLibraryRejection);
  const stores = await openStores(shell, env);

  const metrics = createMetrics({ processName: 'wwebjs' });
  const meters = createMeters(metrics);
  const hurry = new AbortController();
  stopping.addEventListener('abort', () => {
    setTimeout(() => hurry.abort(new Error('The process stops')), HURRY_AFTER_MS);
  });
  const channel = createWebChannel({
    browser: {
      executablePath,
      extraArgs: env.WWEBJS_BROWSER_ARGS,
      sandboxUrl: env.SANDBOX ? (env.SANDBOX_WA_WEB_URL ?? null) : null,
    },
    sessionDir,
    clock,
    log,
    meters,
    hurry: hurry.signal,
  });
  const memory = watchMemory(channel.profiles, meters.browserMemory, log);
  onClose('memory', () => memory.stop());
  const deps = { ...stores, clock, log, instanceId };
  const host = hostSessions(deps, channel, { capacity: env.WWEBJS_MAX_SESSIONS });

  await serve(shell, env, { stores, metrics, memory, sessions: () => host.active() });
  await host.start();
  onClose('host', () => host.stop(), HOST_STOP_MS);
}
