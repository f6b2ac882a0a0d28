import type { PhoneMode } from '@watertight/core';
import { pipeline, Transform, type Readable } from 'node:stream';
import { Agent, Pool, type Dispatcher } from 'undici';

/** How one request to Graph ended; `reason` is one clause, without secrets. */
export type GraphEnd =
  | { kind: 'answered'; status: number; body: string }
  /** Certain: no byte of the request left. */
  | { kind: 'not-sent'; reason: string }
  /** The request began to leave, and no whole answer came. */
  | { kind: 'unknown'; reason: string };

/** A body that is no JSON: bytes of which it is known how many they are. Destroyed when the call is over. */
export interface GraphUpload {
  contentType: string;
  sizeBytes: number;
  source: Readable;
}

export interface GraphRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the version, without a leading slash; already encoded, with its query. */
  path: string;
  accessToken: string;
  /** How the token is presented; resumable uploads want `OAuth`. Default `Bearer`. */
  scheme?: 'Bearer' | 'OAuth';
  /** Beside those that every request has; resumable uploads want `file_offset`. */
  headers?: Readonly<Record<string, string>>;
  /** A text is JSON. */
  body?: string | GraphUpload;
  /** From the call to the last byte of the answer, waiting for a connection included; `transferMs` suits a file. */
  timeoutMs?: number;
  signal: AbortSignal;
}

export interface GraphDownload {
  /** As Graph gave it; never one that a user wrote, for the token goes there. */
  url: string;
  accessToken: string;
  /** The stream breaks off with an error at the byte after these. */
  maxBytes: number;
  /** From the call to the last byte of the file; default `transferMs(maxBytes)`. */
  timeoutMs?: number;
  signal: AbortSignal;
}

/** How a download began. Fetching changes nothing there, so that it may be tried again however it ends. */
export type DownloadEnd =
  | {
      kind: 'opened';
      contentType: string | null;
      /** As announced. */
      sizeBytes: number | null;
      /** To be read to its end, or destroyed; fails at the bound, at the deadline and when the signal aborts. */
      stream: Readable;
    }
  /** Any other status than 200, with the first 64 KiB of what came. */
  | { kind: 'answered'; status: number; body: string }
  | { kind: 'failed'; reason: string };

/** One place that answers as graph.facebook.com does. */
export interface GraphServer {
  /** Settles within the deadline or when the signal aborts; never rejects, repeats nothing, follows no redirect. */
  call(request: GraphRequest): Promise<GraphEnd>;
  /** Opens a file that Graph named by a URL, on whatever host. Never rejects, follows no redirect. */
  download(request: GraphDownload): Promise<DownloadEnd>;
}

export interface Graph {
  /** Null when phones of this mode have no Graph here. */
  serverFor(mode: PhoneMode): GraphServer | null;
  /** How the connections for calls are used now; files have others. */
  use(): { mode: PhoneMode; used: number; idle: number; waiting: number }[];
  close(): Promise<void>;
}

export interface GraphOptions {
  liveUrl: string;
  /** Null: sandbox phones are not allowed. */
  sandboxUrl: string | null;
  /** `v26.0` */
  version: string;
  /** Of a request that says nothing else; default 20 s. */
  timeoutMs?: number;
  /** Connections to each server at most, apart from those for files; default 512. */
  connections?: number;
}

const TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 5000;
/** A thousand messages a second that take 300 ms each keep 300 busy; the rest is for answers that take longer. */
const CONNECTIONS = 512;
/** Files have connections of their own: a hundred slow uploads leave the texts theirs. To each host so many. */
const FILE_CONNECTIONS = 32;
/** Graph and the hosts of its files; what is beyond them waits until one is done with. */
const FILE_HOSTS = 16;
const ANSWER_LIMIT_BYTES = 1024 * 1024;
const REFUSAL_LIMIT_BYTES = 64 * 1024;
/** The slowest line that is waited for: 100 MiB take under seven minutes on it. */
const SLOWEST_BYTES_PER_MS = 262.144;
/**
 * Short on purpose, where the server does not say how long it keeps them: a request written to a connection that
 * the server is just closing ends as `unknown`, which costs its message a minute of waiting for a status. What a
 * server says (`keep-alive: timeout=…`) is believed, less a margin of undici's, and up to ten minutes.
 */
const KEEP_ALIVE_MS = 4000;

/** How long a file of this size may take. */
export const transferMs = (sizeBytes: number): number =>
  TIMEOUT_MS + Math.ceil(sizeBytes / SLOWEST_BYTES_PER_MS);

export function createGraph(options: GraphOptions): Graph {
  const live = createServer(options.liveUrl, options, true);
  // CONTRACT 3: the certificate of a sandbox need not be trusted.
  const sandbox = options.sandboxUrl === null ? null : createServer(options.sandboxUrl, options, false);
  return {
    serverFor: (mode) => (mode === 'live' ? live : sandbox),
    use: () => [
      { mode: 'live', ...live.use() },
      ...(sandbox ? [{ mode: 'sandbox' as const, ...sandbox.use() }] : []),
    ],
    close: async () => void (await Promise.all([live.close(), sandbox?.close()])),
  };
}

type ClosableServer = GraphServer & {
  use(): { used: number; idle: number; waiting: number };
  close(): Promise<void>;
};

function createServer(url: string, options: GraphOptions, mustBeTrusted: boolean): ClosableServer {
  const { origin, pathname, protocol } = new URL(url);
  const prefix = `${pathname.replace(/\/+$/, '')}/${options.version}/`;
  const defaultMs = options.timeoutMs ?? TIMEOUT_MS;
  const settings = {
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // The deadline of the whole exchange stands in `call` and `download`.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS, rejectUnauthorized: mustBeTrusted },
  };
  const pool = new Pool(origin, { ...settings, connections: options.connections ?? CONNECTIONS });
  const files = new Agent({ ...settings, connections: FILE_CONNECTIONS, maxOrigins: FILE_HOSTS });
  return {
    call(request) {
      const isFile = typeof request.body === 'object';
      const target = { dispatcher: isFile ? files : pool, origin, path: prefix + request.path };
      return call(target, request, request.timeoutMs ?? defaultMs);
    },
    use() {
      const { connected, free, queued } = pool.stats;
      return { used: connected - free, idle: free, waiting: queued };
    },
    download: (request) => download(files, protocol, request),
    close: async () => void (await Promise.all([pool.destroy(), files.destroy()])),
  };
}

interface Target {
  dispatcher: Dispatcher;
  origin: string;
  path: string;
}

async function call(target: Target, request: GraphRequest, timeoutMs: number): Promise<GraphEnd> {
  const { method, body = null, signal } = request;
  const { dispatcher, origin, path } = target;
  const exchange = new Exchange();
  const onAbort = () => exchange.giveUp('this worker is stopping');
  const timer = setTimeout(() => exchange.giveUp(`no answer within ${timeoutMs / 1000} s`), timeoutMs);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  const source = body !== null && typeof body === 'object' ? body.source : null;
  // A source that fails while nobody reads it would end the process.
  source?.on('error', (error: Error) => exchange.giveUp(reasonOf(error)));
  const sent = source ?? (body as string | null);
  try {
    dispatcher.dispatch({ origin, method, path, headers: headersOf(request), body: sent }, exchange);
    return await exchange.end;
  } catch (error) {
    // Thrown before anything was begun: a header or path that cannot be written.
    return { kind: 'not-sent', reason: reasonOf(error as Error) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    source?.destroy();
  }
}

function headersOf({ accessToken, scheme = 'Bearer', headers, body }: GraphRequest): Record<string, string> {
  const common = { authorization: `${scheme} ${accessToken}`, accept: 'application/json', ...headers };
  if (body === undefined) return common;
  if (typeof body === 'string') return { ...common, 'content-type': 'application/json' };
  return { ...common, 'content-type': body.contentType, 'content-length': String(body.sizeBytes) };
}

async function download(files: Agent, protocol: string, request: GraphDownload): Promise<DownloadEnd> {
  const { accessToken, maxBytes, timeoutMs = transferMs(maxBytes) } = request;
  const url = URL.canParse(request.url) ? new URL(request.url) : null;
  // A token never travels in the clear, unless Graph itself is spoken to so.
  if (!url || (url.protocol !== 'https:' && url.protocol !== protocol))
    return { kind: 'failed', reason: 'the address of the file is none that can be asked' };
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const answer = await files.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      // Meta's file servers refuse requests that name no agent.
      headers: { authorization: `Bearer ${accessToken}`, 'user-agent': 'watertight' },
      signal,
    });
    const { statusCode: status, headers, body } = answer;
    if (status !== 200) return { kind: 'answered', status, body: await beginningOf(body) };
    const size = Number(headers['content-length'] ?? NaN);
    return {
      kind: 'opened',
      contentType: typeof headers['content-type'] === 'string' ? headers['content-type'] : null,
      sizeBytes: Number.isSafeInteger(size) ? size : null,
      stream: bounded(body, maxBytes),
    };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error as Error) };
  }
}

function bounded(body: Readable, maxBytes: number): Readable {
  let seen = 0;
  const bound = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > maxBytes) done(new Error(`the file was larger than ${maxBytes} bytes`));
      else done(null, chunk);
    },
  });
  // Either end that breaks takes the other along; who reads hears of it from the stream itself.
  pipeline(body, bound, () => undefined);
  return bound;
}

async function beginningOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes >= REFUSAL_LIMIT_BYTES) break; // which destroys the rest
  }
  return Buffer.concat(chunks).subarray(0, REFUSAL_LIMIT_BYTES).toString('utf8');
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
