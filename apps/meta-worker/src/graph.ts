import type { PhoneMode } from '@watertight/core';
import { Pool, type Dispatcher } from 'undici';

/** How one request to Graph ended; `reason` is one clause, without secrets. */
export type GraphEnd =
  | { kind: 'answered'; status: number; body: string }
  /** Certain: no byte of the request left. */
  | { kind: 'not-sent'; reason: string }
  /** The request began to leave, and no whole answer came. */
  | { kind: 'unknown'; reason: string };

export interface GraphRequest {
  method: 'GET' | 'POST';
  /** Below the version, without a leading slash; already encoded. */
  path: string;
  accessToken: string;
  /** JSON. */
  body?: string;
  signal: AbortSignal;
}

/** One place that answers as graph.facebook.com does. */
export interface GraphServer {
  /** Settles within the deadline or when the signal aborts; never rejects, repeats nothing, follows no redirect. */
  call(request: GraphRequest): Promise<GraphEnd>;
}

export interface Graph {
  /** Null when phones of this mode have no Graph here. */
  serverFor(mode: PhoneMode): GraphServer | null;
  close(): Promise<void>;
}

export interface GraphOptions {
  liveUrl: string;
  /** Null: sandbox phones are not allowed. */
  sandboxUrl: string | null;
  /** `v26.0` */
  version: string;
  /** From the call to the last byte of the answer, waiting for a connection included; default 20 s. */
  timeoutMs?: number;
  /** Connections to each server at most; default 300. */
  connections?: number;
}

const TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 5000;
const CONNECTIONS = 300;
const ANSWER_LIMIT_BYTES = 1024 * 1024;
/**
 * Short on purpose: a request written to a connection that the server is just closing ends as `unknown`, which
 * costs its message a minute of waiting for a status.
 */
const KEEP_ALIVE_MS = 4000;

export function createGraph(options: GraphOptions): Graph {
  const live = createServer(options.liveUrl, options, true);
  // CONTRACT 3: the certificate of a sandbox need not be trusted.
  const sandbox = options.sandboxUrl === null ? null : createServer(options.sandboxUrl, options, false);
  return {
    serverFor: (mode) => (mode === 'live' ? live : sandbox),
    close: async () => void (await Promise.all([live.close(), sandbox?.close()])),
  };
}

function createServer(url: string, options: GraphOptions, mustBeTrusted: boolean) {
  const { origin, pathname } = new URL(url);
  const prefix = `${pathname.replace(/\/+$/, '')}/${options.version}/`;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const pool = new Pool(origin, {
    connections: options.connections ?? CONNECTIONS,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // The deadline of the whole exchange stands in `call`.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS, rejectUnauthorized: mustBeTrusted },
  });
  return {
    call: (request: GraphRequest) => call(pool, prefix + request.path, request, timeoutMs),
    close: () => pool.destroy(),
  };
}

async function call(pool: Pool, path: string, request: GraphRequest, timeoutMs: number): Promise<GraphEnd> {
  const { method, accessToken, body = null, signal } = request;
  const exchange = new Exchange();
  const onAbort = () => exchange.giveUp('this worker is stopping');
  const timer = setTimeout(() => exchange.giveUp(`no answer within ${timeoutMs / 1000} s`), timeoutMs);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  const headers = {
    authorization: `Bearer ${accessToken}`,
    accept: 'application/json',
    ...(body === null ? {} : { 'content-type': 'application/json' }),
  };
  try {
    pool.dispatch({ method, path, headers, body }, exchange);
    return await exchange.end;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Listens to one request. undici says `onRequestStart` immediately before it writes the first byte: until then
 * nothing has left, whichever way it fails (name lookup, refused connection, TLS, a queue that did not move in
 * time); from then on only a whole answer is certain. Error codes cannot tell these apart: ECONNRESET comes from
 * a TLS handshake as well as from a server that died with the message in its hands.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly end: Promise<GraphEnd>;
  #settle!: (end: GraphEnd) => void;
  #isOver = false;
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #chunks: Buffer[] = [];
  #sizeBytes = 0;

  constructor() {
    this.end = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Ends it for the caller at once, and stops what is under way. */
  giveUp(reason: string): void {
    this.#fail(reason);
    this.#controller?.abort(new Error(reason));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // A second start would be undici sending it again by itself; aborting here keeps it from being written.
    if (this.#isOver || this.#controller) {
      controller.abort(new Error('the request is over'));
      return;
    }
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#sizeBytes += chunk.length;
    if (this.#sizeBytes > ANSWER_LIMIT_BYTES) this.giveUp('the answer was larger than 1 MB');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const body = Buffer.concat(this.#chunks).toString('utf8');
    this.#finish({ kind: 'answered', status: this.#status, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(reasonOf(error));
  }

  #fail(reason: string): void {
    this.#finish({ kind: this.#controller ? 'unknown' : 'not-sent', reason });
  }

  #finish(end: GraphEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#chunks = [];
    this.#settle(end);
  }
}

/** An AggregateError of several addresses has a code and no message. */
const reasonOf = (error: Error & { code?: string }): string =>
  (error.message || error.code || error.name).slice(0, 200);
