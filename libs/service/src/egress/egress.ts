import { Readable } from 'node:stream';
import { Agent, request as send, type Dispatcher } from 'undici';
import { DeadlineError } from '../deadline.ts';
import { createAllowance } from './addresses.ts';
import { checkHost, guardedConnector, type Resolve } from './dial.ts';
import { exchange, type ExchangeLimits, type Step } from './exchange.ts';
import { EgressError } from './fault.ts';

export interface EgressRequest {
  /** Default GET. */
  method?: Step['method'];
  headers?: Record<string, string>;
  /** Bytes, so that a redirect can send them again. */
  body?: string | Buffer;
  /** From the first step to the last byte of the body. */
  timeoutMs: number;
  /** Of the answer's body. */
  maxBytes: number;
  signal?: AbortSignal | undefined;
  /** Default 0: a redirect is the answer. Each is checked as the first URL was. */
  maxRedirects?: number;
}

export interface EgressExchange extends Pick<EgressRequest, 'method' | 'headers' | 'body'>, ExchangeLimits {}

export interface EgressAnswer {
  status: number;
  /** Names in lower case; several of one name with commas. */
  headers: Readonly<Record<string, string>>;
  /** As far as it was read. */
  body: Buffer;
}

export interface EgressResponse {
  status: number;
  /** Names in lower case; several of one name with commas. */
  headers: Readonly<Record<string, string>>;
  /** The last one, after redirects. */
  url: string;
  /** To be read to its end, or destroyed. Breaks with an EgressError when it is too large or too slow. */
  body: Readable;
}

/** The way out to URLs that strangers gave. */
export interface Egress {
  /**
   * @throws EgressError whatever the other side does, and whatever URL is given
   * @throws the signal's reason when that was aborted
   */
  fetch(url: string, request: EgressRequest): Promise<EgressResponse>;
  /**
   * One request, for its status: redirects are not followed, and a body that is too large, breaks off or is late only
   * ends early. Without the streams of `fetch`, so for many.
   * @throws EgressError when there is no status, whatever the other side does, and whatever URL is given
   * @throws the signal's reason when that was aborted
   */
  exchange(url: string, request: EgressExchange): Promise<EgressAnswer>;
  /**
   * Whether a URL may be asked for, without asking: for URLs that are kept for later, when they are checked again.
   * @throws EgressError invalid-url, denied, or why it could not be told
   */
  check(url: string): Promise<void>;
  close(): Promise<void>;
}

export interface EgressOptions {
  /** Hosts, addresses and CIDRs that may be reached although they are not public. */
  allowPrivate: readonly string[];
  /** Connections to one host. */
  connectionsPerHost?: number;
  connectTimeoutMs?: number;
  /** Instead of the machine's own. */
  resolve?: Resolve;
}

const CONNECTIONS_PER_HOST = 16;
const CONNECT_MS = 5000;
const KEEP_ALIVE_MS = 4000;
const MAX_URL_CHARS = 4096;
const MAX_HEADER_BYTES = 32 * 1024;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What must not follow a redirect to somebody else. */
const PERSONAL = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-api-key', 'api-key']);

/**
 * Requests to URLs that strangers gave: over http and https alone, never to an address that is not public (unless it
 * is allowed), checked where the connection is made, at each redirect; with a deadline and a limit of bytes.
 */
export function createEgress(options: EgressOptions): Egress {
  const connectTimeoutMs = options.connectTimeoutMs ?? CONNECT_MS;
  const allowance = createAllowance(options.allowPrivate);
  const dispatcher = new Agent({
    connect: guardedConnector(allowance, { connectTimeoutMs, resolve: options.resolve }),
    connections: options.connectionsPerHost ?? CONNECTIONS_PER_HOST,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  });

  return {
    async fetch(url, request) {
      const deadline = deadlineOf(request);
      try {
        const { answer, lastUrl } = await follow(dispatcher, parseUrl(url), request, deadline.signal);
        return {
          status: answer.statusCode,
          headers: plainHeaders(answer.headers),
          url: lastUrl.href,
          body: limited(answer, request.maxBytes, deadline),
        };
      } catch (error) {
        deadline.clear();
        throw faultOf(error, request.signal);
      }
    },
    async exchange(url, request) {
      try {
        const step = { ...request, url: parseUrl(url), method: request.method ?? 'GET' };
        const answer = await exchange(dispatcher, { ...step, headers: ownHeaders(request) }, request);
        return { status: answer.status, headers: plainHeaders(answer.headers), body: answer.body };
      } catch (error) {
        throw faultOf(error, request.signal);
      }
    },
    async check(url) {
      const { hostname } = parseUrl(url);
      try {
        await checkHost(hostname, allowance, options.resolve);
      } catch (error) {
        throw faultOf(error, undefined);
      }
    },
    close: () => dispatcher.destroy(),
  };
}

interface Deadline {
  signal: AbortSignal;
  outer: AbortSignal | undefined;
  clear(): void;
}

function deadlineOf({ timeoutMs, signal: outer }: EgressRequest): Deadline {
  const controller = new AbortController();
  const relay = () => controller.abort(outer?.reason);
  const timer = setTimeout(() => controller.abort(new DeadlineError('The request', timeoutMs)), timeoutMs);
  if (outer?.aborted) relay();
  else outer?.addEventListener('abort', relay, { once: true });
  return {
    signal: controller.signal,
    outer,
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', relay);
    },
  };
}

/** @throws EgressError invalid-url */
function parseUrl(text: string, base?: URL): URL {
  if (text.length > MAX_URL_CHARS || !URL.canParse(text, base?.href))
    throw new EgressError('invalid-url', 'This is no URL.');
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new EgressError('invalid-url', 'The URL should begin with https:// or http://.');
  if (url.username || url.password)
    throw new EgressError('invalid-url', 'The URL should hold no user and no password.');
  url.hash = '';
  return url;
}

async function follow(dispatcher: Dispatcher, url: URL, request: EgressRequest, signal: AbortSignal) {
  const { maxRedirects = 0 } = request;
  let next: Step = { url, method: request.method ?? 'GET', headers: ownHeaders(request), body: request.body };
  for (let redirects = 0; ; redirects++) {
    const { url: lastUrl, method, headers, body } = next;
    const answer = await send(lastUrl, { dispatcher, method, headers, body: body ?? null, signal });
    answer.body.on('error', () => undefined); // whoever reads it hears of it
    const location = answer.headers.location;
    if (!REDIRECTS.has(answer.statusCode) || typeof location !== 'string' || maxRedirects === 0)
      return { answer, lastUrl };
    answer.body.destroy();
    if (redirects === maxRedirects)
      throw new EgressError('too-many-redirects', `The URL redirects more than ${maxRedirects} times.`);
    next = redirected(next, parseUrl(location, lastUrl), answer.statusCode);
  }
}

function ownHeaders({ headers = {} }: Pick<EgressRequest, 'headers'>): Record<string, string> {
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { 'accept-encoding': 'identity', ...Object.fromEntries(own.filter(([name]) => name !== 'host')) };
}

/** RFC 9110, 15.4: 303, and by custom 301 and 302, turn what is not a HEAD into a GET. */
function redirected(step: Step, url: URL, status: number): Step {
  const same = url.origin === step.url.origin;
  const headers = Object.fromEntries(
    Object.entries(step.headers).filter(([name]) => same || !PERSONAL.has(name)),
  );
  if (status === 307 || status === 308 || step.method === 'GET' || step.method === 'HEAD')
    return { ...step, url, headers };
  delete headers['content-type'];
  return { url, method: 'GET', headers, body: undefined };
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

/** @throws EgressError too-large when the answer itself says that it is */
function limited(answer: Dispatcher.ResponseData, maxBytes: number, deadline: Deadline): Readable {
  const tooLarge = () => new EgressError('too-large', `The answer has more than ${maxBytes} bytes.`);
  if (Number(answer.headers['content-length']) > maxBytes) {
    answer.body.destroy();
    throw tooLarge();
  }
  async function* pieces() {
    let sizeBytes = 0;
    try {
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBytes) throw tooLarge();
        yield chunk;
      }
    } catch (error) {
      throw faultOf(error, deadline.outer);
    }
  }
  const body = Readable.from(pieces(), { objectMode: false });
  body.once('close', () => {
    deadline.clear();
    answer.body.destroy();
  });
  return body;
}

/** Gives whatever was thrown its place among the reasons. */
function faultOf(error: unknown, outer: AbortSignal | undefined): unknown {
  if (outer?.aborted) return outer.reason;
  if (error instanceof EgressError) return error;
  if (error instanceof DeadlineError || codeOf(error) === 'UND_ERR_CONNECT_TIMEOUT')
    return new EgressError('timeout', 'The server did not answer in time.', { cause: error });
  return new EgressError('unreachable', sentenceOf(error), { cause: error });
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The host name is not known.',
  ENODATA: 'The host name has no address.',
  ECONNREFUSED: 'The server refuses connections.',
  ECONNRESET: 'The server closed the connection.',
  UND_ERR_SOCKET: 'The server closed the connection.',
  EHOSTUNREACH: 'The server cannot be reached.',
  ENETUNREACH: 'The server cannot be reached.',
};

function sentenceOf(error: unknown): string {
  const code = codeOf(error);
  if (/CERT|SSL|TLS/.test(code)) return 'The certificate of the server is not trusted.';
  return SENTENCES[code] ?? 'The server could not be asked.';
}
