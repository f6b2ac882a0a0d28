import { ALL_EVENTS } from '@watertight/core';
import type { Compose, Listener, StreamedEvent } from '@watertight/store';
import { cloudApiBody } from './cloud-api.ts';
import { chatKeyOf, envelopeOf } from './envelope.ts';

/** Which endpoints an event is told to, and with which words. */
export const compose: Compose = (events, listeners, phoneOf) =>
  events.flatMap((event) => {
    const wanted = listeners.filter((listener) => wants(listener, event));
    if (wanted.length === 0) return [];
    const chatKey = chatKeyOf(event);
    let own: string | undefined;
    let meta: string | null | undefined;
    return wanted.flatMap(({ id, format }) => {
      const body =
        format === 'watertight'
          ? (own ??= JSON.stringify(envelopeOf(event)))
          : meta === undefined
            ? (meta = cloudApiBody(event, phoneOf(event.companyId, event.phoneIndex)))
            : meta;
      return body === null ? [] : [{ endpointId: id, event, chatKey, body }];
    });
  });

function wants({ id, companyId, events, phoneIndex, startsAfter }: Listener, event: StreamedEvent): boolean {
  if (companyId !== event.companyId || event.seq <= startsAfter) return false;
  if (event.type === 'webhook.test') return event.detail?.['endpointId'] === id;
  if (phoneIndex !== null && phoneIndex !== event.phoneIndex) return false;
  return events.includes(ALL_EVENTS) || events.includes(event.type);
}
