import { mediaRef, systemClock as clock } from '@watertight/core';
import { createIngest, hostShared, openStores } from '@watertight/delivery';
import { createMetrics, storeMetrics } from '@watertight/health';
import { keepMedia, openMedia, readMedia, type MediaFiles, type MediaRecords } from '@watertight/media';
import { mediaSettings, openTracing, retentionSettings, type Service, type Shell } from '@watertight/service';
import { createAccess } from './access.ts';
import { createMetaChannel } from './channel.ts';
import { createCredentials } from './credentials.ts';
import { readMetaEnv, type Env } from './env.ts';
import { createFetchFile, type FileKeeper } from './fetch-file.ts';
import { createGraph } from './graph.ts';
import { ingress } from './ingress.ts';
import { createMeters, graphMetrics } from './meters.ts';
import { createManagement } from './perform/index.ts';
import { serve } from './serve.ts';
import { startTemplateSync } from './template-sync.ts';
import { createTokens } from './tokens.ts';
import { createUploads, type OpenMedia } from './uploads.ts';

/** Within the supervisor's drain of 20 s. A send that takes longer is unconfirmed until its status tells. */
const HOST_STOP_MS = 14_000;
const SHUTDOWN_MS = 18_000;

/** The Meta worker as a service of a process. */
export const service: Service = { name: 'meta', main, shutdownMs: SHUTDOWN_MS };

async function main(shell: Shell): Promise<void> {
  const { log, instanceId, onClose } = shell;
  const env = readMetaEnv();
  const tracing = await openTracing(shell, env);
  const stores = await openStores(shell, env);
  const { store, coordination } = stores;
  const files = await openMedia(mediaSettings(env));
  const graph = createGraph({
    liveUrl: env.META_GRAPH_URL,
    sandboxUrl: env.SANDBOX ? (env.SANDBOX_GRAPH_URL ?? null) : null,
    version: env.META_GRAPH_VERSION,
  });
  onClose('graph', () => graph.close());
  const credentials = createCredentials({ phones: store.phones, coordination, clock });
  onClose('credentials', () => credentials.close());

  const metrics = createMetrics({ processName: 'meta', logLines: shell.logLines });
  storeMetrics(metrics, stores);
  const meters = createMeters(metrics, clock);
  graphMetrics(metrics, graph);
  const deps = { ...stores, clock, log, instanceId, tracing, ...retentionSettings(env) };
  const tokens = createTokens(clock);
  const accessTo = createAccess({ graph, credentials, log });
  const readFile: OpenMedia = (companyId, mediaId, signal) =>
    readMedia(store.media, files, { companyId, mediaId, signal });
  const management = createManagement(accessTo, {
    templates: store.templates,
    openMedia: readFile,
    verifyToken: env.META_VERIFY_TOKEN,
    tokens,
    log,
  });
  const uploads = createUploads({ records: store.uploads, openMedia: readFile, clock, log });
  const channel = createMetaChannel({
    ...{ graph, credentials, tokens, management, uploads },
    ...{ clock, log, meters, tracing },
  });
  const fetchFile = createFetchFile({
    serverFor: (mode) => graph.serverFor(mode),
    originOf: (mode) => graphOrigin(env, mode),
    credentials,
    files: inboundFiles(store.media, files),
  });
  const ingest = createIngest(deps, { receive: channel.receive.bind(channel), fetchFile }, 'meta');
  const host = hostShared(deps, channel);

  const webhook = ingress({
    ingest,
    credentials,
    appSecret: env.META_APP_SECRET,
    verifyToken: env.META_VERIFY_TOKEN,
    hasVerifyToken: (token) => store.phones.hasVerifyToken(token),
    log,
    tracing,
    meters,
  });
  await serve(shell, env, { stores, metrics, ingress: webhook, activeLanes: () => host.active() });
  ingest.start();
  onClose('ingest', () => ingest.stop());
  await host.start();
  onClose('host', () => host.stop(), HOST_STOP_MS);
  const templateSync = startTemplateSync({ store, sync: management.syncTemplates, log });
  onClose('template-sync', () => templateSync.stop());
}

const graphOrigin = (env: Env, mode: 'live' | 'sandbox'): string =>
  new URL(mode === 'live' ? env.META_GRAPH_URL : (env.SANDBOX_GRAPH_URL ?? env.META_GRAPH_URL)).origin;

/** Files that arrive, kept as they are. */
function inboundFiles(records: MediaRecords, files: MediaFiles): FileKeeper {
  return {
    async keep({ mimeType, ...file }) {
      const options = { ...file, origin: 'inbound', declaredType: mimeType ?? undefined } as const;
      return mediaRef(await keepMedia(records, files, options));
    },
  };
}
