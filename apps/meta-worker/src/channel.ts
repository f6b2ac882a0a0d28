import {
  CHANNELS,
  CodedError,
  type ClaimedMessage,
  type Clock,
  type ErrorCode,
  type Log,
  type MetaCredentials,
  type Outcome,
  type Phone,
  type SharedChannel,
} from '@watertight/core';
import type { Credentials } from './credentials.ts';
import type { Graph, GraphServer } from './graph.ts';
import type { Meters } from './meters.ts';
import { judgeProbe, PROBE_FIELDS } from './probe.ts';
import { receive } from './receive.ts';
import { compose, judge } from './send.ts';

export interface MetaChannelDeps {
  graph: Graph;
  credentials: Pick<Credentials, 'of'>;
  clock: Clock;
  log: Log;
  meters: Meters;
}

const PARALLEL_CHATS = 64;
const STORE_PAUSE_MS = 2000;
const FAULT_PAUSE_MS = 60_000;

/** Where a phone is reached and with what, or why it cannot be. */
type Access =
  | { kind: 'granted'; server: GraphServer; credentials: MetaCredentials }
  /** Ours to mend by settings: one sentence. */
  | { kind: 'faulty'; code: ErrorCode; sentence: string }
  | { kind: 'unreadable'; error: unknown };

/** Meta's Cloud API as a channel. */
export function createMetaChannel(deps: MetaChannelDeps): SharedChannel {
  const { graph, clock, log, meters } = deps;

  async function accessTo(phone: Phone): Promise<Access> {
    const server = graph.serverFor(phone.mode);
    if (!server) return { kind: 'faulty', code: 'SANDBOX_DISABLED', sentence: NO_SANDBOX };
    try {
      const credentials = await deps.credentials.of(phone.phoneId);
      if (credentials) return { kind: 'granted', server, credentials };
      return { kind: 'faulty', code: 'TOKEN_REFUSED', sentence: 'The phone has no access token: set one.' };
    } catch (error) {
      if (error instanceof CodedError) return { kind: 'unreadable', error };
      log.error({ err: error, phoneId: phone.phoneId }, 'credentials.unreadable');
      return { kind: 'faulty', code: 'INTERNAL', sentence: SEALED_OTHERWISE };
    }
  }

  async function attempt(phone: Phone, message: ClaimedMessage, signal: AbortSignal): Promise<Outcome> {
    const composed = compose(message);
    if (composed.kind === 'refused') return composed;
    const access = await accessTo(phone);
    if (access.kind !== 'granted') return withheld(access, clock.now());
    const { server, credentials } = access;
    const path = `${encodeURIComponent(credentials.phoneNumberId)}/messages`;
    const { accessToken } = credentials;
    const end = await server.call({ method: 'POST', path, accessToken, body: composed.body, signal });
    return judge(end, message.attempt, clock.now());
  }

  return {
    capabilities: CHANNELS.meta,
    parallelChats: PARALLEL_CHATS,
    async send(phone, message, signal) {
      const startedAt = performance.now();
      const outcome = await attempt(phone, message, signal);
      const durationMs = performance.now() - startedAt;
      meters.sent(outcome.kind, durationMs);
      log.info(sendFields(phone, message, outcome, durationMs), 'message.send');
      return outcome;
    },
    async probe(phone, signal) {
      const access = await accessTo(phone);
      if (access.kind === 'faulty') return { status: 'failed', reason: access.sentence };
      if (access.kind === 'unreadable') return { status: 'disconnected', reason: STORE_AWAY };
      const { phoneNumberId, accessToken } = access.credentials;
      const path = `${encodeURIComponent(phoneNumberId)}?fields=${PROBE_FIELDS}`;
      return judgeProbe(await access.server.call({ method: 'GET', path, accessToken, signal }));
    },
    receive(entry) {
      if (entry.attempts === 0) meters.journalLag(clock.now().getTime() - entry.receivedAt.getTime());
      return receive(entry, (field, error) =>
        log.warn({ err: error, journalId: entry.journalId, field }, 'webhook.unreadable-item'),
      );
    },
  };
}

const NO_SANDBOX =
  'Sandbox phones have no Graph here: set SANDBOX=1 and SANDBOX_GRAPH_URL, or change the phone to mode live.';
const SEALED_OTHERWISE =
  "The phone's access token cannot be opened: check that ENCRYPTION_KEY is the one it was stored with, or set the token again.";
const STORE_AWAY = "The database cannot be reached, and with it the phone's access token.";

/** Nothing was sent, and the whole phone has to wait. */
function withheld(access: Exclude<Access, { kind: 'granted' }>, now: Date): Outcome {
  const later = (pauseMs: number) => new Date(now.getTime() + pauseMs);
  if (access.kind === 'unreadable') {
    const retryAt = later(STORE_PAUSE_MS);
    return { kind: 'later', retryAt, scope: 'phone', code: 'STORE_UNAVAILABLE', detail: STORE_AWAY };
  }
  const { code, sentence } = access;
  const retryAt = later(FAULT_PAUSE_MS);
  return { kind: 'later', retryAt, scope: 'phone', code, detail: sentence, phoneFault: sentence };
}

function sendFields(phone: Phone, message: ClaimedMessage, outcome: Outcome, durationMs: number): object {
  return {
    messageId: message.id,
    companyId: message.companyId,
    phoneId: phone.phoneId,
    attempt: message.attempt,
    outcome: outcome.kind,
    durationMs: Math.round(durationMs),
    ...('code' in outcome ? { code: outcome.code } : {}),
    ...('providerCode' in outcome ? { providerCode: outcome.providerCode } : {}),
  };
}
