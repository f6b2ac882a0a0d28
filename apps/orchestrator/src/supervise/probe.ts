import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { withDeadline } from '@watertight/service';

/** Asks once; true when the child answered in time. Never rejects. */
export type Probe = (signal: AbortSignal) => Promise<boolean>;

const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Asks `GET url` for a 2xx within the deadline. An answer that names another `instanceId` does not count: it
 * comes from a stranger on the child's port. Certificates are not verified: the question is only whether it lives.
 */
export function createProbe(url: string, instanceId: string, deadlineMs: number): Probe {
  return async (signal) => {
    try {
      const answer = await withDeadline('probe', deadlineMs, (within) => ask(url, within), signal);
      return answer.ok && !isStranger(answer.body, instanceId);
    } catch {
      return false; // refused, reset, late or aborted: all of them are "no answer"
    }
  };
}

function ask(url: string, signal: AbortSignal): Promise<{ ok: boolean; body: string }> {
  // No agent: a connection kept from the child's earlier life must not answer for this one.
  const options = { signal, agent: false as const, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const onResponse = (response: IncomingMessage) => void read(response).then(resolve, reject);
    const request = url.startsWith('https:')
      ? httpsGet(url, options, onResponse)
      : httpGet(url, options, onResponse);
    request.on('error', reject);
  });
}

async function read(response: IncomingMessage): Promise<{ ok: boolean; body: string }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  const status = response.statusCode ?? 0;
  return { ok: status >= 200 && status < 300, body: Buffer.concat(chunks).toString('utf8') };
}

function isStranger(body: string, instanceId: string): boolean {
  if (!body.startsWith('{')) return false;
  try {
    const named: unknown = (JSON.parse(body) as { instanceId?: unknown }).instanceId;
    return typeof named === 'string' && named !== instanceId;
  } catch {
    return false; // a liveness answer need not be JSON
  }
}
