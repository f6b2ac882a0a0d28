import { CodedError, type ConnectionType } from '@watertight/core';
import { withDeadline } from '@watertight/service';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** Where the servers of sandbox phones are; null: none is configured. */
export interface SandboxServers {
  graphUrl: string | null;
  waWebUrl: string | null;
}

/** The controls of the simulators, `/sim/…`, and nothing else of any server. */
export interface SandboxControl {
  /**
   * @param path below `/sim/`
   * @throws CodedError SANDBOX_REFUSED with the simulator's own sentence; SANDBOX_UNAVAILABLE when there are no controls
   */
  call<T>(of: ConnectionType, method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T>;
}

const DEADLINE_MS = 5000;
const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_SENTENCE = 300;
const NAMES = { meta: 'SANDBOX_GRAPH_URL', wwebjs: 'SANDBOX_WA_WEB_URL' } as const;

interface Answer {
  status: number;
  body: unknown;
}

export function createSandboxControl({ graphUrl, waWebUrl }: SandboxServers): SandboxControl {
  const urls = { meta: graphUrl, wwebjs: waWebUrl };
  return {
    async call<T>(of: ConnectionType, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
      const name = NAMES[of];
      const base = urls[of];
      if (base === null) throw unavailable(`${name} is not set.`);
      const url = `${base.replace(/\/+$/, '')}/sim/${path}`;
      const { status, body: said } = await withDeadline('sandbox', DEADLINE_MS, (signal) =>
        ask(url, method, body, signal),
      ).catch((error: unknown) => {
        throw unavailable(`The server of ${name} does not answer.`, error);
      });
      if (status >= 200 && status < 300) return said as T;
      const sentence = sentenceOf(said);
      if (sentence === null || status >= 500)
        throw unavailable(`The server of ${name} answered ${status}: it has no such controls.`);
      throw new CodedError('SANDBOX_REFUSED', sentence);
    },
  };
}

const unavailable = (detail: string, cause?: unknown) =>
  new CodedError('SANDBOX_UNAVAILABLE', detail, { cause });

/** Simulators say what they have against a request as `{ "error": sentence }`; a stranger's answer is not passed on. */
function sentenceOf(said: unknown): string | null {
  const error = (said as { error?: unknown } | null)?.error;
  return typeof error === 'string' ? error.slice(0, MAX_SENTENCE) : null;
}

/** The certificate of a sandbox need not be trusted (CONTRACT 3); redirects are not followed. */
function ask(url: string, method: string, body: object | undefined, signal: AbortSignal): Promise<Answer> {
  const bytes = body === undefined ? null : Buffer.from(JSON.stringify(body));
  const headers = bytes ? { 'content-type': 'application/json', 'content-length': bytes.length } : {};
  const options = { method, headers, signal, agent: false as const, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const onResponse = (response: IncomingMessage) => void read(response).then(resolve, reject);
    const asked = url.startsWith('https:')
      ? httpsRequest(url, options, onResponse)
      : httpRequest(url, options, onResponse);
    asked.on('error', reject);
    asked.end(bytes ?? undefined);
  });
}

async function read(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_ANSWER_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return { status: response.statusCode ?? 0, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null; // a page of some other server
    throw error;
  }
}
