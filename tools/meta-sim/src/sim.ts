import type { AddressInfo } from 'node:net';
import Fastify, {
  type FastifyInstance,
  type FastifyPluginCallback,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { Accounts } from './accounts/accounts.ts';
import { PhoneRecords } from './accounts/phone-state.ts';
import { TemplateDesk } from './accounts/template-desk.ts';
import { Templates } from './accounts/templates.ts';
import { BehaviourStore, type BehaviourPatch } from './behaviour.ts';
import { accountControlRoutes } from './control/accounts.ts';
import { behaviourRoutes } from './control/behaviour.ts';
import { ledgerRoutes } from './control/ledger.ts';
import { mediaControlRoutes } from './control/media.ts';
import { phoneRoutes } from './control/phones.ts';
import { answerInSentences } from './control/sentences.ts';
import { webhookRoutes } from './control/webhooks.ts';
import { graphRoutes, unknownPath } from './graph/routes.ts';
import { HttpClient } from './http-client.ts';
import { Inbox } from './inbox.ts';
import { Ledger } from './ledger.ts';
import { Limits } from './limits.ts';
import { MediaStore } from './media/store.ts';
import { Uploads } from './media/uploads.ts';
import { Phones } from './phones.ts';
import { Scheduler } from './scheduler.ts';
import { StatusPlan } from './statuses.ts';
import { WebhookOutbox, type OutboxStats } from './webhook/outbox.ts';

export interface MetaSimOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** Answer for every numeric phone number id, registered or not; default true. */
  open?: boolean;
  /** Where webhooks of phones without an address of their own go. */
  webhookUrl?: string;
  /** Signs the webhooks of phones without a secret of their own. */
  appSecret?: string;
  verifyToken?: string;
  /** Differences from the default behaviour. */
  behaviour?: BehaviourPatch;
  /** Messages that the ledger keeps; default 500,000. */
  ledgerCapacity?: number;
  /** Characters of accepted bodies that the ledger keeps; default 64 million. */
  ledgerBodyBytes?: number;
  /** Updates that wait for the webhook, and statuses that wait for their time; default 300,000 each. */
  webhookCapacity?: number;
  /** Bytes of files that are kept; the oldest give way. Default 256 MB. */
  mediaCapacityBytes?: number;
  /** Deadline of every request to a webhook; default 10 s. */
  webhookDeadlineMs?: number;
}

export interface MetaSim {
  url: string;
  port: number;
  ledger: Ledger;
  phones: Phones;
  media: MediaStore;
  behaviour: BehaviourStore;
  webhookStats(): Readonly<OutboxStats>;
  /** Cuts all connections and forgets what was not delivered. */
  stop(): Promise<void>;
}

export const DEFAULTS = {
  host: '127.0.0.1',
  open: true,
  webhookUrl: 'http://127.0.0.1:3002/api/meta/webhook',
  appSecret: 'meta-sim-app-secret',
  verifyToken: 'meta-sim-verify-token',
} as const;

/** Starts a simulator and resolves once it listens. Rejects when it cannot, with Node's `code` (EADDRINUSE). */
export async function startMetaSim(options: MetaSimOptions = {}): Promise<MetaSim> {
  const { host, open, ...defaults } = settingsOf(options);
  const capacity = options.webhookCapacity ?? 300_000;
  const behaviour = new BehaviourStore(options.behaviour);
  const phones = new Phones(defaults, open, (token) => behaviour.current.revokedTokens.includes(token));
  const ledger = new Ledger(options.ledgerCapacity, options.ledgerBodyBytes);
  const client = new HttpClient(options.webhookDeadlineMs ?? 10_000);
  const accounts = new Accounts();
  const outbox = new WebhookOutbox(behaviour, client, capacity, (phone) => accounts.webhookUrlOf(phone));
  const statuses = new StatusPlan(behaviour, outbox, capacity);
  const media = new MediaStore(behaviour, options.mediaCapacityBytes);
  const uploads = new Uploads();
  const inbox = new Inbox();
  const limits = new Limits(behaviour, inbox);
  const records = new PhoneRecords();
  const templates = new Templates();
  const desk = new TemplateDesk(behaviour, phones, outbox);
  const answers = new Scheduler<() => void>((answer) => answer());

  const controlRoutes: FastifyPluginCallback = (scope, _options, done) => {
    answerInSentences(scope);
    ledgerRoutes(scope, ledger);
    phoneRoutes(scope, phones);
    behaviourRoutes(scope, behaviour);
    mediaControlRoutes(scope, phones, media);
    webhookRoutes(scope, { phones, records, media, inbox, limits, outbox, client });
    accountControlRoutes(scope, { phones, records, templates, desk, uploads, outbox });
    done();
  };
  const app = createServer();
  await app.register((scope) =>
    graphRoutes(scope, {
      ...{ phones, ledger, behaviour, statuses, answers, media, uploads, inbox, limits },
      ...{ accounts, records, templates, desk, client },
    }),
  );
  await app.register(controlRoutes, { prefix: '/sim' });
  const url = await app.listen({ host, port: options.port ?? 0 });

  const stop = async () => {
    answers.clear();
    statuses.stop();
    desk.stop();
    outbox.stop();
    client.close();
    await app.close();
  };
  const { port } = app.server.address() as AddressInfo;
  return { url, port, ledger, phones, media, behaviour, webhookStats: () => outbox.stats, stop };
}

function settingsOf({ host, open, webhookUrl, appSecret, verifyToken }: MetaSimOptions) {
  return {
    host: host ?? DEFAULTS.host,
    open: open ?? DEFAULTS.open,
    webhookUrl: new URL(webhookUrl ?? DEFAULTS.webhookUrl).href,
    appSecret: appSecret ?? DEFAULTS.appSecret,
    verifyToken: verifyToken ?? DEFAULTS.verifyToken,
  };
}

function createServer(): FastifyInstance {
  const app = Fastify({
    forceCloseConnections: true,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 512 },
    ajv: {
      customOptions: {
        ...{ coerceTypes: false, removeAdditional: false, allErrors: true, verbose: true },
        allowUnionTypes: true,
      },
    },
  });
  const alive = (_request: FastifyRequest, reply: FastifyReply) =>
    reply.send({ status: 'ok', simulator: true });
  app.get('/health', alive);
  app.get('/health/ready', alive);
  app.setNotFoundHandler(unknownPath);
  return app;
}
