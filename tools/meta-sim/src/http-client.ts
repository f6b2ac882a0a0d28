import http from 'node:http';
import https from 'node:https';
import { isHttpUrl } from './http-url.ts';

const ANSWER_LIMIT_BYTES = 65_536;

/** What came back, or a sentence that says why nothing did. `text` is cut after 64 KB. */
export type HttpAnswer = { status: number; text: string } | { status: null; problem: string };

export interface HttpCall {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string | number>;
  body?: Buffer;
}

/** A keep-alive client whose every call ends within `deadlineMs`. Redirects are not followed. */
export class HttpClient {
  readonly #deadlineMs: number;
  readonly #plain = new http.Agent({ keepAlive: true, maxSockets: 64 });
  readonly #tls = new https.Agent({ keepAlive: true, maxSockets: 64 });

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
  }

  async call({ method, url, headers, body }: HttpCall): Promise<HttpAnswer> {
    if (!isHttpUrl(url)) return { status: null, problem: 'not an http or https address' };
    const secure = url.startsWith('https:');
    const agent = secure ? this.#tls : this.#plain;
    return new Promise((resolve) => {
      const request = (secure ? https : http).request(url, { method, agent, headers });
      const timer = setTimeout(() => request.destroy(new Error('no answer in time')), this.#deadlineMs);
      const end = (answer: HttpAnswer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      const fail = (error: Error) => end({ status: null, problem: describe(error) });
      request.on('error', fail);
      request.on('response', (response) => collect(response, end, fail));
      request.end(body);
    });
  }

  /** Cuts every connection; calls under way end with a problem. */
  close(): void {
    this.#plain.destroy();
    this.#tls.destroy();
  }
}

function collect(
  response: http.IncomingMessage,
  end: (answer: HttpAnswer) => void,
  fail: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let kept = 0;
  response.on('data', (chunk: Buffer) => {
    if (kept < ANSWER_LIMIT_BYTES) chunks.push(chunk);
    kept += chunk.length;
  });
  response.on('error', fail);
  response.on('end', () => {
    const text = Buffer.concat(chunks).toString('utf8').slice(0, ANSWER_LIMIT_BYTES);
    end({ status: response.statusCode ?? 0, text });
  });
}

function describe(error: Error & { code?: string }): string {
  return error.code ?? error.message;
}
