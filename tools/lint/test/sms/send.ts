import type { ClaimedMessage, Outcome } from '@watertight/core';
import { outcomeOf } from './errors.ts';

const DEADLINE_MS = 5000;

/** Hands one text to the SMS centre. Our id goes along and comes back in its receipts: the evidence after a lost answer. */
export async function sendSms(url: string, message: ClaimedMessage, signal: AbortSignal): Promise<Outcome> {
  const { text } = message.content as { text: string };
  try {
    const response = await fetch(`${url}/sms`, {
      method: 'POST',
      body: JSON.stringify({ to: message.chatId, text, reference: message.id }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    });
    const answer = (await response.json()) as { id?: string; code?: string };
    if (response.ok && answer.id) return { kind: 'sent', providerMessageId: answer.id };
    return outcomeOf(response.status, answer.code ?? '');
  } catch (error) {
    // The request may have arrived, and its answer been lost.
    return { kind: 'unknown', detail: error instanceof Error ? error.message : String(error) };
  }
}
