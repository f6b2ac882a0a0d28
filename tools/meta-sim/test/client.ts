import type { MetaSim } from '../src/index.ts';

export interface GraphAnswer {
  error?: {
    message: string;
    type: string;
    code: number;
    error_subcode?: number;
    error_data?: { messaging_product: string; details: string };
    fbtrace_id: string;
  };
  contacts?: { input: string; wa_id?: string; user_id?: string }[];
  messages?: { id: string; message_status: string }[];
}

export const PHONE = '106540352242922';

/** A text as a caller of the Cloud API sends it. */
export function text(body: string, extra: object = {}): object {
  return { messaging_product: 'whatsapp', to: '+1 (650) 555-1234', type: 'text', text: { body }, ...extra };
}

/** `POST /v23.0/<phone>/messages`. */
export async function send(
  sim: MetaSim,
  body: unknown,
  { phone = PHONE, token = 'a-token', version = 'v23.0' } = {},
): Promise<{ status: number; answer: GraphAnswer }> {
  const response = await fetch(`${sim.url}/${version}/${phone}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5000),
  });
  return { status: response.status, answer: (await response.json()) as GraphAnswer };
}

/** Sends and answers the wamid. */
export async function sendForId(sim: MetaSim, body: unknown, version?: string): Promise<string> {
  const { answer } = await send(sim, body, version === undefined ? {} : { version });
  return answer.messages![0]!.id;
}

/** A call of the control API; `T` is what the test expects to read. */
export async function control<T = { error: string }>(
  sim: MetaSim,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; answer: T }> {
  const response = await fetch(`${sim.url}/sim${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
    signal: AbortSignal.timeout(15_000),
  });
  const raw = await response.text();
  return { status: response.status, answer: (raw ? JSON.parse(raw) : undefined) as T };
}
