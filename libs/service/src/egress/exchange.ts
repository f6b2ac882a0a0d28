import type { Dispatcher } from 'undici';
import { DeadlineError } from '../deadline.ts';

/** What is asked, once. */
export interface Step {
  url: URL;
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}

export interface ExchangeLimits {
  /** From the first step to the last byte of the body. */
  timeoutMs: number;
  /** So much of the answer's body is read; its connection is not used again when there is more. */
  readBytes: number;
  signal?: AbortSignal | undefined;
}

export interface Exchanged {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  /** As far as it was read. */
  body: Buffer;
}

/**
 * One request, whose answer is its status: what comes after it, or does not, or comes too late, only ends the body.
 * Without the streams that a body of any size needs, which cost more than the request.
 * @throws DeadlineError, the signal's reason, or undici's fault before there is a status
 */
export function exchange(
  dispatcher: Dispatcher,
  { url, method, headers, body = null }: Omit<Step, 'body'> & { body?: Step['body'] | null },
  { timeoutMs, readBytes, signal }: ExchangeLimits,
): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let head: Pick<Exchanged, 'status' | 'headers'> | undefined;
    let cut: Error | undefined;
    let sizeBytes = 0;
    const chunks: Buffer[] = [];

    const end = (fault?: unknown) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (head && !signal?.aborted) resolve({ ...head, body: Buffer.concat(chunks) });
      else reject((signal?.aborted ? signal.reason : (cut ?? fault)) as Error);
    };
    const stop = (why: Error) => {
      cut ??= why;
      controller?.abort(why);
      end();
    };
    const abort = () => stop(signal?.reason as Error);
    const timer = setTimeout(() => stop(new DeadlineError('The request', timeoutMs)), timeoutMs);
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort, { once: true });

    const request = {
      ...{ origin: url.origin, path: `${url.pathname}${url.search}` },
      ...{ method, headers, body: body ?? null },
    };
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(given) {
        controller = given;
        if (cut) given.abort(cut); // it waited for a connection
      },
      onResponseStart(_controller, status, answered) {
        if (status >= 200) head = { status, headers: answered }; // what comes before is no answer
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
        sizeBytes += chunk.length;
        if (sizeBytes > readBytes) stop(new Error('Enough was read'));
      },
      onResponseEnd: () => end(),
      onResponseError: (_controller, error) => end(error),
    };
    try {
      dispatcher.dispatch(request, handler);
    } catch (error) {
      end(error); // headers that are none
    }
  });
}
