import { randomInt } from 'node:crypto';
import type { HttpClient } from '../http-client.ts';

export interface HandshakeResult {
  /** Whether the challenge came back, alone and with HTTP 200. */
  verified: boolean;
  /** The HTTP status, null when nothing answered. */
  status: number | null;
  detail: string;
}

/** The GET that Meta sends when a webhook URL is saved. */
export async function shakeHands(
  client: HttpClient,
  webhookUrl: string,
  verifyToken: string,
): Promise<HandshakeResult> {
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
  const url = new URL(webhookUrl);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', verifyToken);
  const answer = await client.call({ method: 'GET', url: url.href });
  if (answer.status === null)
    return { verified: false, status: null, detail: `Nothing answered: ${answer.problem}.` };
  const verified = answer.status === 200 && answer.text === challenge;
  return { verified, status: answer.status, detail: detailOf(verified, answer.status) };
}

function detailOf(verified: boolean, status: number): string {
  if (verified) return 'The challenge came back.';
  return status === 200
    ? 'The answer was not the challenge alone.'
    : `The answer was HTTP ${status}, not 200.`;
}
