import { noTracing, traceFields, type Log, type Tracing } from '@watertight/core';
import type { Ingest } from '@watertight/delivery';
import { withDeadline, type Secret } from '@watertight/service';
import type { FastifyPluginAsync } from 'fastify';
import type { Meters, WebhookResult } from './meters.ts';
import { parseBody } from './receive/body.ts';
import { isSameText, readSignature } from './signature.ts';
import { believe, type TrustDeps } from './trust.ts';

export interface IngressDeps extends TrustDeps {
  ingest: Pick<Ingest, 'commit'>;
  verifyToken: Secret | undefined;
  /** Whether some phone carries this verify token. */
  hasVerifyToken(token: string): Promise<boolean>;
  log: Log;
  meters: Meters;
  tracing?: Tracing;
}

const PATH = '/api/meta/webhook';
/** Meta sends up to 3 MB. */
const BODY_LIMIT_BYTES = 3.5 * 1024 * 1024;
const COMMIT_TIMEOUT_MS = 5000;
const LOOKUP_TIMEOUT_MS = 5000;

const ANSWERS: Record<WebhookResult, { status: number; title: string }> = {
  committed: { status: 200, title: 'EVENT_RECEIVED' },
  unsigned: { status: 401, title: 'The signature is missing or wrong' },
  malformed: { status: 400, title: 'The body is no JSON' },
  unavailable: { status: 503, title: 'The body could not be stored; send it again' },
};

/**
 * Meta's webhook: `GET` is the verification handshake, `POST` takes updates. The 200 is given when the body is
 * committed; everything else makes Meta send it again.
 */
export function ingress(deps: IngressDeps): FastifyPluginAsync {
  return async (app) => {
    app.removeAllContentTypeParsers();
    // The signature is over the bytes as they came: no parser may touch them.
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

    app.get<{ Querystring: Record<string, unknown> }>(PATH, async ({ query }, reply) => {
      const challenge = query['hub.challenge'];
      const isAsked = query['hub.mode'] === 'subscribe' && typeof challenge === 'string';
      if (!isAsked || !(await isVerifyToken(deps, query['hub.verify_token']))) {
        return reply.code(403).send({ title: 'The verify token is missing or wrong', status: 403 });
      }
      return reply.type('text/plain').header('x-content-type-options', 'nosniff').send(challenge);
    });

    app.post(PATH, { bodyLimit: BODY_LIMIT_BYTES }, async ({ body, headers }, reply) => {
      const startedAt = performance.now();
      const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const span = (deps.tracing ?? noTracing).start('http.request', {
        parent: headers.traceparent as string | undefined,
        kind: 'server',
        attributes: { 'http.request.method': 'POST', 'http.route': PATH },
      });
      const { traceparent } = span;
      const result = await take(deps, raw, { header: headers['x-hub-signature-256'], traceparent });
      const durationMs = performance.now() - startedAt;
      deps.meters.webhook(result, durationMs);
      const { status, title } = ANSWERS[result];
      span.set({ 'http.response.status_code': status, 'webhook.result': result });
      span.end(result === 'committed' ? undefined : `HTTP_${status}`);
      const line = { method: 'POST', route: PATH, status, result, sizeBytes: raw.length };
      deps.log.info(
        { ...line, durationMs: Math.round(durationMs), ...traceFields(traceparent) },
        'http.request',
      );
      reply.code(status);
      return result === 'committed' ? reply.type('text/plain').send(title) : reply.send({ title, status });
    });
  };
}

async function isVerifyToken(deps: IngressDeps, token: unknown): Promise<boolean> {
  if (typeof token !== 'string' || token === '') return false;
  if (deps.verifyToken && isSameText(deps.verifyToken.reveal(), token)) return true;
  return withDeadline('Looking for a verify token', LOOKUP_TIMEOUT_MS, () => deps.hasVerifyToken(token));
}

interface Came {
  /** The signature. */
  header: unknown;
  traceparent: string | null;
}

async function take(deps: IngressDeps, raw: Buffer, { header, traceparent }: Came): Promise<WebhookResult> {
  const signature = readSignature(header);
  if (!signature) return 'unsigned';
  const body = readBody(raw);
  try {
    const believed = await withDeadline('Reading app secrets', LOOKUP_TIMEOUT_MS, () =>
      believe(raw, body, signature, deps),
    );
    if (!believed) return 'unsigned';
    if (body === undefined) return 'malformed';
    const { foreignChanges } = believed;
    if (foreignChanges > 0) deps.log.warn({ foreignChanges }, 'webhook.foreign-changes');
    await withDeadline('Committing a webhook', COMMIT_TIMEOUT_MS, async () => {
      for (const { body: part, phoneId } of believed.parts)
        await deps.ingest.commit(part, phoneId ?? undefined, traceparent);
    });
    return 'committed';
  } catch (error) {
    deps.log.error({ err: error, sizeBytes: raw.length }, 'webhook.not-committed');
    return 'unavailable';
  }
}

/** Undefined when it is no JSON: JSON itself has no such value. */
function readBody(raw: Buffer): unknown {
  try {
    return parseBody(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}
