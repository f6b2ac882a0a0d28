import { CHANNELS, type SharedChannel } from '@watertight/core';
import { receiveSms } from './receive.ts';
import { sendSms } from './send.ts';

/** SMS by an SMS centre: any worker may serve a phone, one at a time. It borrows the word `meta`, see step 1. */
export const smsChannel = (url: string, phoneId: string): SharedChannel => ({
  capabilities: { ...CHANNELS.meta, sends: ['text'], receives: ['text'], actions: [] },
  parallelChats: 8,
  send: (_phone, message, signal) => sendSms(url, message, signal),
  receive: (entry) => receiveSms(entry, phoneId),
  async probe(_phone, signal) {
    const isThere = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(2000)]) }).then(
      ({ ok }) => ok,
      () => false,
    );
    return isThere
      ? { status: 'ready' }
      : { status: 'disconnected', reason: 'The SMS centre does not answer' };
  },
});
