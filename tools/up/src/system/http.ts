const DEADLINE_MS = 10_000;

export interface Answer {
  status: number;
  body: unknown;
}

/** One JSON request; null when there is no answer within the deadline. */
export async function request(
  url: string,
  options: { method?: string; key?: string; body?: unknown; deadlineMs?: number; signal?: AbortSignal } = {},
): Promise<Answer | null> {
  const { method = 'GET', key, body, deadlineMs = DEADLINE_MS, signal } = options;
  const deadline = AbortSignal.timeout(deadlineMs);
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    return { status: response.status, body: parse(await response.text()) };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Error) return null; // refused, reset or too late: nobody answers (yet)
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
