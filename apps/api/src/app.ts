import { noTracing, ulid } from '@watertight/core';
import cookie from '@fastify/cookie';
import fastify, { LogController, type FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { ApiDeps } from './deps.ts';
import { answerBrokenRequest } from './http/broken-request.ts';
import { buildSerializer } from './http/serialization.ts';
import { auditPlugin } from './plugins/audit.ts';
import { companyWallPlugin } from './plugins/company-wall.ts';
import { authPlugin } from './plugins/auth.ts';
import websocket from '@fastify/websocket';
import { limitsPlugin } from './plugins/limits.ts';
import { sheddingPlugin } from './plugins/shedding.ts';
import { createFailures } from './plugins/failures.ts';
import { closingPlugin } from './plugins/closing.ts';
import { openApiPlugin } from './plugins/docs.ts';
import { inputPlugin } from './plugins/input.ts';
import { createKeys, createSessions } from './plugins/keys.ts';
import { notFoundPlugin } from './plugins/not-found.ts';
import { problemsPlugin, sendProblem } from './plugins/problems.ts';
import { requestLogPlugin } from './plugins/request-log.ts';
import { tracingPlugin } from './plugins/tracing.ts';
import { endLiveClients, WEBSOCKET } from './live/server.ts';
import { routesPlugin } from './routes/index.ts';
import { ActivityResource, MessageResource, MessageWithTimeline, RetryResult } from './schemas/message.ts';
import { AuditResource } from './schemas/audit.ts';
import { Problem } from './schemas/common.ts';
import { ApiKeyResource, CompanyResource, NewApiKeyResource } from './schemas/company.ts';
import { SESSION_LIFE } from './employees/cookie.ts';
import { CallerResource, EmployeeResource } from './schemas/employee.ts';
import { ErasureResource } from './schemas/erasure.ts';
import { MediaResource } from './schemas/media.ts';
import { OverviewResource } from './schemas/health.ts';
import { ChatResource } from './schemas/chat.ts';
import { CheckedResource, ContactResource, ContactWithLive, ImportResult } from './schemas/contact.ts';
import {
  BroadcastChannelResource,
  GroupResource,
  GroupSummaryResource,
  InviteResource,
  LabelResource,
  ParticipantResource,
  ParticipantResultResource,
} from './schemas/people.ts';
import { BotResource, PairingCodeResource, PhoneResource, QrResource } from './schemas/phone.ts';
import { BusinessProfileResource, SubscriptionResource } from './schemas/number.ts';
import { TemplateResource, TemplatesRemoved, TemplatesSynced } from './schemas/template.ts';
import { ArrivedResource, FaultsResource, SandboxResource } from './schemas/sandbox.ts';
import { FACADE_SCHEMAS } from './facade/index.ts';
import { Interactive } from './schemas/interactive.ts';
import { BatchResult, SENDING_SCHEMAS } from './schemas/send.ts';

import {
  DeliveryResource,
  DeliveryWithLog,
  EventEnvelope,
  NewWebhookResource,
  RotatedWebhookResource,
  WebhookResource,
} from './schemas/webhook.ts';

export type { ApiDeps } from './deps.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;
/** To receive a whole request: the largest file over a slow line. Who sends a body has shown his key before. */
const REQUEST_TIMEOUT_MS = 300_000;
/** To receive its head. */
const HEADERS_TIMEOUT_MS = 30_000;
/** Of silence on a connection; longer than the longest wait for an answer. */
const CONNECTION_TIMEOUT_MS = 60_000;
/** Group ids with their suffix, and ids of ours, stay far below. */
const MAX_PARAM_LENGTH = 200;

const NAMED_SCHEMAS = [
  Problem,
  CompanyResource,
  AuditResource,
  ErasureResource,
  ApiKeyResource,
  NewApiKeyResource,
  EmployeeResource,
  CallerResource,
  PhoneResource,
  BotResource,
  QrResource,
  MessageResource,
  MessageWithTimeline,
  ActivityResource,
  PairingCodeResource,
  ChatResource,
  ContactResource,
  ContactWithLive,
  CheckedResource,
  ImportResult,
  ParticipantResource,
  ParticipantResultResource,
  GroupSummaryResource,
  GroupResource,
  InviteResource,
  BroadcastChannelResource,
  LabelResource,
  BusinessProfileResource,
  SubscriptionResource,
  TemplateResource,
  TemplatesRemoved,
  TemplatesSynced,
  RetryResult,
  BatchResult,
  MediaResource,
  Interactive,
  ...SENDING_SCHEMAS,
  WebhookResource,
  NewWebhookResource,
  RotatedWebhookResource,
  DeliveryResource,
  DeliveryWithLog,
  EventEnvelope,
  OverviewResource,
  SandboxResource,
  ArrivedResource,
  FaultsResource,
  ...FACADE_SCHEMAS,
];

/** The HTTP API, not listening yet. Fails to become ready when a route does not say who may call it. */
export function buildApp(deps: ApiDeps): FastifyInstance {
  const app = fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestId,
    trustProxy: deps.limits.trustedProxies.length > 0 ? deps.limits.trustedProxies : false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // what still comes in on an open connection is answered, and the connection closed
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    frameworkErrors: (error, request, reply) => void sendProblem(request, reply, error),
    clientErrorHandler: answerBrokenRequest,
    schemaController: { compilersFactory: { buildSerializer } },
  }) as unknown as FastifyInstance; // of its types only the logger's differs
  const keys = createKeys(deps.store, deps.clock);
  const sessions = createSessions(deps.store, SESSION_LIFE, deps.clock);
  for (const schema of NAMED_SCHEMAS) app.addSchema(schema);
  // First of all: a request to upgrade that is refused later on has its connection ended here.
  app.register(websocket, { options: WEBSOCKET, preClose: endLiveClients });
  app.register(cookie);
  app.register(problemsPlugin);
  app.register(tracingPlugin, { tracing: deps.tracing ?? noTracing });
  app.register(requestLogPlugin, { metrics: deps.metrics });
  app.register(closingPlugin);
  app.register(inputPlugin);
  app.register(notFoundPlugin);
  app.register(openApiPlugin);
  app.register(sheddingPlugin, { metrics: deps.metrics, ...deps.limits });
  app.register(authPlugin, {
    adminKey: deps.adminKey,
    keys,
    sessions,
    failures: createFailures(deps.limits.failedKeysPerMinute),
  });
  app.register(auditPlugin, { store: deps.store });
  app.register(companyWallPlugin, { store: deps.store });
  app.register(limitsPlugin, { coordination: deps.coordination, ...deps.limits });
  app.register(routesPlugin, { deps, keys, sessions });
  return app;
}

/** The caller's own id when it is one that a log can hold. */
function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9._-]{1,100}$/.test(given) ? given : ulid();
}
