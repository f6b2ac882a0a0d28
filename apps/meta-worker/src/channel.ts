import {
  CHANNELS,
  noTracing,
  traceFields,
  type ClaimedMessage,
  type Clock,
  type ErrorCode,
  type Log,
  type Outcome,
  type Phone,
  type PhoneReason,
  type ProbeResult,
  type SharedChannel,
  type Tracing,
} from '@watertight/core';
import { createAccess, STORE_AWAY, type Access } from './access.ts';
import type { Credentials } from './credentials.ts';
import type { Graph } from './graph.ts';
import type { Meters } from './meters.ts';
import type { Management } from './perform/index.ts';
import { createNumberReader, judgeProbe, withToken } from './probe.ts';
import { receive } from './receive.ts';
import { bringUp, filesMs, tooSlow, within } from './bring-up.ts';
import { compose, type Composed } from './compose/compose.ts';
import { judge, mayBeStale } from './send.ts';
import { createTemplatePauses } from './template-pauses.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { tracedServer } from './traced-server.ts';
import type { Uploads, UploadTarget } from './uploads.ts';

export interface MetaChannelDeps {
  graph: Graph;
  credentials: Pick<Credentials, 'of'>;
  /** Shared with whatever else asks for them. */
  tokens?: Tokens;
  /** What its phones do at once; without it they can only send. */
  management?: Pick<Management, 'perform'>;
  uploads: Uploads;
  clock: Clock;
  log: Log;
  meters: Meters;
  tracing?: Tracing;
}

/** As many as there are connections to Graph; how many of them a phone has use for, its pace says. */
const PARALLEL_CHATS = 512;
/** Twice the deadline of a call, with room for what comes between. */
const SEND_MS = 60_000;
const STORE_PAUSE_MS = 2000;
const FAULT_PAUSE_MS = 60_000;

/** Meta's Cloud API as a channel. */
export function createMetaChannel(deps: MetaChannelDeps): SharedChannel {
  const { management, uploads, clock, log, meters, tokens = createTokens(clock), tracing = noTracing } = deps;
  const accessTo = createAccess(deps);
  const readNumber = createNumberReader();
  const pauses = createTemplatePauses(clock);

  async function attempt(phone: Phone, message: ClaimedMessage, signal: AbortSignal): Promise<Outcome> {
    const composed = compose(message);
    if (composed.kind === 'refused') return composed;
    const access = await accessTo(phone);
    if (access.kind !== 'granted') return withheld(access, clock.now());
    const paused = pauses.of(phone.phoneId, message);
    if (paused) return paused;
    const server = tracedServer(access.server, tracing, message.traceparent);
    const target = { ...access, server, companyId: phone.companyId };
    const outcome = await sendComposed(target, message, composed, signal);
    pauses.learn(phone.phoneId, message, outcome);
    return outcome;
  }

  async function sendComposed(
    target: UploadTarget,
    message: ClaimedMessage,
    composed: Extract<Composed, { kind: 'composed' }>,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { server, credentials } = target;
    const path = `${encodeURIComponent(credentials.phoneNumberId)}/messages`;
    const { accessToken } = credentials;
    for (let again = false; ; again = true) {
      const bringing = bringUp(uploads, target, composed.files, message.attempt);
      const brought = await within(bringing, filesMs(composed.files), signal);
      if (brought === null) return tooSlow(clock.now());
      if (brought.kind !== 'brought') return brought;
      const { ids } = brought;
      const end = await server.call({ method: 'POST', path, accessToken, body: composed.body(ids), signal });
      const old = again || !mayBeStale(end) ? [] : brought.remembered;
      if (old.length === 0) return judge(end, message.attempt, clock.now());
      // Refused, so nothing was sent: once more, with files that Meta has in any case.
      await Promise.all(old.map(({ ref, id }) => uploads.forget(target, ref, id)));
    }
  }

  return {
    capabilities: CHANNELS.meta,
    parallelChats: PARALLEL_CHATS,
    sendTimeoutMs,
    async send(phone, message, signal) {
      const startedAt = performance.now();
      const outcome = await attempt(phone, message, signal);
      const durationMs = performance.now() - startedAt;
      meters.sent(phone, message, outcome.kind, durationMs);
      log.info(sendFields(phone, message, outcome, durationMs), 'message.send');
      return outcome;
    },
    async probe(phone, signal) {
      const access = await accessTo(phone);
      if (access.kind === 'faulty') return unreachable(access);
      if (access.kind === 'unreadable')
        return { status: 'disconnected', code: 'STORE_AWAY', reason: STORE_AWAY };
      const { phoneNumberId, accessToken } = access.credentials;
      const { server } = access;
      const result = judgeProbe(await readNumber(server, phoneNumberId, accessToken, signal), clock.now());
      if (!result.provider) return result;
      return withToken(result, await tokens.of(server, accessToken, signal), clock.now());
    },
    ...(management ? { perform: management.perform } : {}),
    receive(entry) {
      if (entry.attempts === 0) meters.journalLag(clock.now().getTime() - entry.receivedAt.getTime());
      return receive(entry, (field, error) =>
        log.warn({ err: error, journalId: entry.journalId, field }, 'webhook.unreadable-item'),
      );
    },
  };
}

/** What keeps a phone from being reached, as a word of its state. */
const REASONS: Readonly<Partial<Record<ErrorCode, PhoneReason>>> = {
  SANDBOX_DISABLED: 'NO_SANDBOX',
  TOKEN_REFUSED: 'TOKEN_REFUSED',
  INTERNAL: 'LOGIN_UNAVAILABLE',
};

function unreachable({ code, sentence }: Access & { kind: 'faulty' }): ProbeResult {
  const word = REASONS[code];
  return { status: 'failed', reason: sentence, ...(word ? { code: word } : {}) };
}

/** Nothing was sent, and the whole phone has to wait. */
function withheld(access: Exclude<Access, { kind: 'granted' }>, now: Date): Outcome {
  const later = (pauseMs: number) => new Date(now.getTime() + pauseMs);
  if (access.kind === 'unreadable') {
    const retryAt = later(STORE_PAUSE_MS);
    return { kind: 'later', retryAt, scope: 'phone', code: 'STORE_UNAVAILABLE', detail: STORE_AWAY };
  }
  const { code, sentence } = access;
  const retryAt = later(FAULT_PAUSE_MS);
  const word = REASONS[code];
  const fault = { phoneFault: sentence, ...(word ? { phoneReason: word } : {}) };
  return { kind: 'later', retryAt, scope: 'phone', code, detail: sentence, ...fault };
}

/** What carries files may take as long as they do, and once more when Meta has forgotten them. */
function sendTimeoutMs(message: ClaimedMessage): number {
  const composed = compose(message);
  return SEND_MS + (composed.kind === 'composed' ? 2 * filesMs(composed.files) : 0);
}

function sendFields(phone: Phone, message: ClaimedMessage, outcome: Outcome, durationMs: number): object {
  return {
    messageId: message.id,
    ...(message.requestId ? { requestId: message.requestId } : {}),
    ...traceFields(message.traceparent),
    companyId: message.companyId,
    phoneId: phone.phoneId,
    attempt: message.attempt,
    outcome: outcome.kind,
    durationMs: Math.round(durationMs),
    ...('code' in outcome ? { code: outcome.code } : {}),
    ...('providerCode' in outcome ? { providerCode: outcome.providerCode } : {}),
  };
}
