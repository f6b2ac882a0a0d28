import http from 'node:http';
import https from 'node:https';
import Fastify, { type FastifyInstance } from 'fastify';
import { createActions } from './server/actions.ts';
import { type BehaviourChange, createBehaviour } from './server/behaviour.ts';
import { addControl } from './server/control.ts';
import { createDevices } from './server/devices.ts';
import { createFront, makeCertificate, spkiHash } from './server/https.ts';
import { createInbound, createSealed } from './server/inbound.ts';
import { createLedger } from './server/ledger.ts';
import { createMedia } from './server/media.ts';
import { addMediaRoutes } from './server/media-routes.ts';
import { servePage } from './server/page-routes.ts';
import { createPages } from './server/pages.ts';
import { createPairing } from './server/pairing.ts';
import { messageQuestions } from './server/questions.ts';
import { createWorld } from './server/world.ts';
import { worldQuestions } from './server/world-questions.ts';
import { refusal } from './server/refusal.ts';
import { createRelay } from './server/relay.ts';
import { openStateFile, readState } from './server/state.ts';

export type { Behaviour, BehaviourChange, FaultChange, Faults, Strikes } from './server/behaviour.ts';
export type { Action, ActionFilter } from './server/actions.ts';
export type { Content, MediaFacts } from './server/content.ts';
export type { Inbound, InboundMedia } from './server/inbound.ts';
export type { Amendment, LedgerEntry, LedgerFilter } from './server/ledger.ts';

export interface WaWebSimOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** JSON file that keeps linked devices and the certificate over a restart; without it they are forgotten. */
  statePath?: string;
  behaviour?: BehaviourChange;
  /** What the page gives as its version. */
  version?: string;
}

export interface WaWebSim {
  /** Plain HTTP base address of the control API, without a slash at the end. */
  url: string;
  /** The same port over TLS. */
  secureUrl: string;
  port: number;
  /** base64 SHA-256 of the certificate's public key. */
  spki: string;
  /** What a Chromium needs to find the simulator at https://web.whatsapp.com/. */
  chromiumArgs: string[];
  /** Ends all connections and writes the state file; takes well under two seconds. */
  stop(): Promise<void>;
}

const DEFAULT_VERSION = '2.3000.1017054665';
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Fastify behind both servers: it makes the handler, the front decides which server a connection meets. */
function buildApp(certificate: { key: string; cert: string }) {
  const servers: { plain?: http.Server; secure?: https.Server } = {};
  const app: FastifyInstance = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    ajv: {
      customOptions: { removeAdditional: false, coerceTypes: false, allowUnionTypes: true, verbose: true },
    },
    schemaErrorFormatter: refusal,
    serverFactory(handler) {
      servers.plain = http.createServer(handler);
      servers.secure = https.createServer(certificate, handler);
      return servers.plain;
    },
  });
  const { plain, secure } = servers;
  if (!plain || !secure) throw new Error('Fastify made no server.');
  return { app, plain, secure };
}

/**
 * Starts a simulator of WhatsApp Web on one port that speaks HTTPS and HTTP. It talks to no WhatsApp.
 * Rejects when the port is taken or the state file is not readable.
 */
export async function startWaWebSim(options: WaWebSimOptions = {}): Promise<WaWebSim> {
  const { host = '127.0.0.1', port: wanted = 0, statePath, version = DEFAULT_VERSION } = options;
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  // Known once the front listens; no page comes before.
  let url = '';
  const stored = await readState(statePath);
  const certificate = stored.certificate ?? (await makeCertificate());
  const spki = spkiHash(certificate);

  const file = openStateFile(statePath, () => ({
    version: 1,
    certificate,
    devices: devices.snapshot(),
    media: media.snapshot(),
    world: world.snapshot(),
  }));
  const behaviour = createBehaviour(options.behaviour);
  const ledger = createLedger();
  const actions = createActions();
  const sealed = createSealed();
  const mediaFolder = statePath === undefined ? undefined : `${statePath}.media`;
  const media = await createMedia(mediaFolder, stored.media ?? [], file.touch);
  const devices = createDevices(stored.devices, file.touch);
  const pairing = createPairing(() => behaviour.current());
  const relay = createRelay({
    ...{ devices, ledger, actions, media, behaviour },
    world: () => world,
    onChange: file.touch,
  });
  const world = createWorld({
    ...{ devices, behaviour, media },
    stored: stored.world,
    deliver: (phone, message) => void relay.deliver(phone, message),
    onChange: file.touch,
  });
  const inbound = createInbound({ devices, media, people: world.people });
  const onChange = file.touch;
  const questions = {
    ...messageQuestions({ devices, relay, actions, media, behaviour, sealed, world }),
    ...worldQuestions({ world, devices, relay, media, actions, behaviour, onChange }),
  };
  const pages = createPages({ devices, pairing, relay, behaviour, questions, world, origin: () => url });

  const { app, plain, secure } = buildApp(certificate);
  await servePage(app, behaviour, version);
  addMediaRoutes(app, { media, devices, behaviour });
  const deps = { devices, ledger, actions, media, inbound, sealed, world, behaviour, pairing, relay, pages };
  addControl(app, { ...deps, onChange, spki });
  await app.ready();
  plain.on('upgrade', pages.upgrade);
  secure.on('upgrade', pages.upgrade);
  const front = createFront(plain, secure);
  const port = await front.listen(wanted, host);
  url = `http://${reachable}:${port}`;
  file.touch();

  return {
    url,
    secureUrl: `https://${reachable}:${port}`,
    port,
    spki,
    chromiumArgs: [
      `--host-resolver-rules=MAP web.whatsapp.com:443 ${reachable}:${port}`,
      `--ignore-certificate-errors-spki-list=${spki}`,
    ],
    async stop() {
      pairing.stop();
      relay.stop();
      pages.stop();
      await front.stop();
      await app.close();
      await file.close();
    },
  };
}
