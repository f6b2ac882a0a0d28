import type { DeliveryAttempt, WebhookFormat } from '@watertight/core';
import { EgressError, type Egress } from '@watertight/service';
import type { ClaimedDelivery } from '@watertight/store';
import { retryAfterMs } from './schedule.ts';
import { signatureHeaders } from './sign.ts';

const TIMEOUT_MS = 15_000;
/** An answer is read so far that its connection can be used again; nobody needs what is in it. */
const READ_BYTES = 64 * 1024;
const KEPT_BODY_CHARS = 1024;
/** A character has four at the most. */
const KEPT_BODY_BYTES = 4 * KEPT_BODY_CHARS;
const KEPT_HEADERS = 30;
const KEPT_HEADER_CHARS = 256;
/** What a receiver may say of itself that is no business of a log. */
const PRIVATE = /cookie|authorization|authenticate|token|secret|key/i;

export interface Target {
  url: string;
  format: WebhookFormat;
  secrets: readonly string[];
}

/** How one attempt ended, and the line that is kept of it. */
export interface Attempted {
  kind: 'delivered' | 'failed' | 'gone';
  /** What the endpoint asked for with Retry-After, milliseconds. */
  retryAfterMs: number | null;
  entry: DeliveryAttempt;
}

/**
 * One attempt: any 2xx within 15 s is success, 410 is farewell, everything else a failure; a redirect too, for it
 * would change a POST into a GET.
 * @throws the signal's reason when that was aborted
 */
export async function attempt(
  egress: Egress,
  target: Target,
  delivery: ClaimedDelivery,
  signal: AbortSignal,
  traceparent: string | null = null,
): Promise<Attempted> {
  const at = new Date();
  const startedAt = performance.now();
  const signed = signatureHeaders(target.format, target.secrets, {
    id: delivery.eventId,
    body: delivery.body,
    at,
  });
  const headers = {
    ...{ 'content-type': 'application/json', 'user-agent': 'Watertight-Webhooks/1' },
    ...signed,
    ...(traceparent === null ? {} : { traceparent }),
  };
  const finish = (answer: Omit<Attempted, 'entry'>, kept: Answered): Attempted => ({
    ...answer,
    entry: {
      attempt: delivery.attempt,
      at: at.toISOString(),
      durationMs: Math.round(performance.now() - startedAt),
      status: kept.status,
      error: kept.error,
      request: { headers: withoutSignatures(headers) },
      response: kept.response,
    },
  });
  try {
    const response = await egress.exchange(target.url, {
      method: 'POST',
      headers,
      body: delivery.body,
      timeoutMs: TIMEOUT_MS,
      readBytes: READ_BYTES,
      signal,
    });
    const body = storable(response.body.toString('utf8', 0, KEPT_BODY_BYTES).slice(0, KEPT_BODY_CHARS));
    const kind = kindOf(response.status);
    const asked = kind === 'failed' ? retryAfterMs(response.headers['retry-after'], at) : null;
    const error = kind === 'delivered' ? null : sentenceOf(response.status);
    return finish(
      { kind, retryAfterMs: asked },
      { status: response.status, error, response: { headers: keptHeaders(response.headers), body } },
    );
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return finish(
      { kind: 'failed', retryAfterMs: null },
      { status: null, error: error.message, response: null },
    );
  }
}

type Answered = Pick<DeliveryAttempt, 'status' | 'error' | 'response'>;

const kindOf = (status: number): Attempted['kind'] =>
  status >= 200 && status < 300 ? 'delivered' : status === 410 ? 'gone' : 'failed';

const sentenceOf = (status: number): string =>
  status >= 300 && status < 400
    ? `The server answered ${status}; redirects are not followed.`
    : `The server answered ${status}.`;

const withoutSignatures = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, name.includes('signature') ? '…' : value]),
  );

const keptHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !PRIVATE.test(name))
      .slice(0, KEPT_HEADERS)
      .map(([name, value]) => [name, storable(value.slice(0, KEPT_HEADER_CHARS))]),
  );

/** The database holds no NUL, and no half of a surrogate pair. */
const storable = (text: string): string =>
  /[\0\ud800-\udfff]/.test(text) ? Buffer.from(text.replaceAll('\0', '')).toString() : text;
