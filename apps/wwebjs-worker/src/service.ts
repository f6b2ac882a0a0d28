import { createStreamSealer, MAX_MEDIA_BYTES, mediaRef, systemClock as clock } from '@watertight/core';
import { hostSessions, openStores } from '@watertight/delivery';
import { createMetrics, storeMetrics } from '@watertight/health';
import { keepMedia, openMedia, readMedia, type MediaFiles, type MediaRecords } from '@watertight/media';
import {
  encryptionKeys,
  mediaSettings,
  openTracing,
  retentionSettings,
  type Service,
  type Shell,
} from '@watertight/service';
import { findBrowser } from './browser.ts';
import { createWebChannel } from './channel.ts';
import { endOrphansIn } from './cleanup.ts';
import { makeSessionDir } from './credentials.ts';
import { readWwebjsEnv, sessionDirOf } from './env.ts';
import type { FileKeeper } from './fetch-file.ts';
import { isLibraryRejection } from './errors.ts';
import { watchMemory } from './memory.ts';
import { createMeters } from './meters.ts';
import { sweepOutgoing } from './outgoing.ts';
import { politely } from './priority.ts';
import { createRecycling } from './recycle.ts';
import { serve } from './serve.ts';
import { createSlots } from './slots.ts';
import { startLeftoverSweep } from './shelves.ts';
import { createSnapshots } from './snapshots.ts';
import { drawQr } from './terminal.ts';

/** What a send under way still gets when the process stops; then the sessions close, in 13 seconds at the most. */
const HURRY_AFTER_MS = 2500;
const HOST_STOP_MS = 17_000;
const MINUTE_MS = 60_000;
/** Files that come out of pages at once: each lies in its page's memory as long as that takes. */
const DOWNLOADS = 8;

/** The WhatsApp Web worker as a service of a process. */
export const service: Service = { name: 'wwebjs', main, shutdownMs: 19_000 };

async function main(shell: Shell): Promise<void> {
  const { log, instanceId, onClose, stopping } = shell;
  const env = readWwebjsEnv();
  const sessionDir = sessionDirOf(env);
  const browser = findBrowser(env.CHROME_PATH);
  await makeSessionDir(sessionDir);
  const executablePath = await politely(browser, sessionDir, log);
  shell.tolerate(isLibraryRejection);
  const orphans = await endOrphansIn(sessionDir);
  if (orphans > 0) log.warn({ processes: orphans }, 'browsers.orphans-ended');
  const tracing = await openTracing(shell, env);
  const stores = await openStores(shell, env);
  const files = await openMedia(mediaSettings(env));
  await sweepOutgoing(sessionDir);

  const metrics = createMetrics({ processName: 'wwebjs', logLines: shell.logLines });
  storeMetrics(metrics, stores);
  const meters = createMeters(metrics, clock);
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
    tracing,
    meters,
    snapshots: createSnapshots({
      snapshots: stores.store.snapshots,
      sealer: createStreamSealer(encryptionKeys(env)),
      bucket: env.MEDIA_S3_BUCKET ? files : null,
      shelf: env.WWEBJS_SNAPSHOT_STORE === 's3' ? 'bucket' : 'store',
      log,
      meters,
    }),
    snapshotEveryMs: env.WWEBJS_SNAPSHOT_MINUTES * MINUTE_MS,
    recycling: createRecycling({
      memoryMb: env.WWEBJS_SESSION_MEMORY_MB,
      ageMs: env.WWEBJS_SESSION_MAX_AGE_HOURS * 60 * MINUTE_MS,
    }),
    memoryOf: (profileDir) => memory.of(profileDir),
    qrTimeoutMs: env.WWEBJS_QR_TIMEOUT_MINUTES * MINUTE_MS,
    showQr: env.WWEBJS_QR_TERMINAL ? drawQr : undefined,
    isHeadful: env.WWEBJS_HEADFUL,
    openMedia: (companyId, mediaId, signal) =>
      readMedia(stores.store.media, files, { companyId, mediaId, signal }),
    files: inboundFiles(stores.store.media, files),
    downloads: createSlots(DOWNLOADS),
    hurry: hurry.signal,
  });
  const memory = watchMemory(channel.profiles, meters.browserMemory, log);
  onClose('memory', () => memory.stop());
  const deps = { ...stores, clock, log, instanceId, tracing, ...retentionSettings(env) };
  const host = hostSessions(deps, channel, {
    capacity: env.WWEBJS_MAX_SESSIONS,
    rebalances: env.WWEBJS_REBALANCE,
  });

  if (env.MEDIA_S3_BUCKET) {
    const complain = (err: unknown) => log.warn({ err }, 'snapshot.leftovers-not-removed');
    const leftovers = startLeftoverSweep(stores.store.snapshots, files, complain);
    onClose('leftovers', () => leftovers.stop());
  }

  await serve(shell, env, { stores, metrics, memory, sessions: () => host.active() });
  await host.start();
  onClose('host', () => host.stop(), HOST_STOP_MS);
}

/** Files that arrive, kept as they are. */
function inboundFiles(records: MediaRecords, files: MediaFiles): FileKeeper {
  return {
    maxBytes: MAX_MEDIA_BYTES,
    async keep({ mimeType, ...file }) {
      const options = { ...file, origin: 'inbound', maxBytes: MAX_MEDIA_BYTES } as const;
      return mediaRef(await keepMedia(records, files, { ...options, declaredType: mimeType ?? undefined }));
    },
  };
}
