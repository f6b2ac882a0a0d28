import {
  CHANNELS,
  type ClaimedMessage,
  type Outcome,
  type Phone,
  type ReceiptObservation,
  type ReceiptStatus,
  type SharedChannel,
} from '@watertight/core';
import { inboundText, bodyOf, receiver } from './receiver.ts';
import type { Ledger } from './ledger.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

/** The Cloud API as its documents describe it at its worst: no idempotency key, statuses in any order and number. */
export interface CloudApi {
  /** What one process has of it. */
  channel(process: Process): SharedChannel;
  /** Somebody writes to a phone. */
  sendInbound(phone: Phone, providerMessageId: string): void;
  /** The best that the gateway has taken with a 200 of each message, by our id. */
  heard: Map<string, ReceiptStatus>;
  /** Inbound messages that the gateway has taken with a 200. */
  taken: Set<string>;
}

/** Takes a webhook; resolves when it answers 200. Undefined when there is nobody to take it. */
export type Webhook = () => { process: Process; commit(body: Buffer): Promise<void> } | undefined;

type Way = 'plain' | 'refused' | 'passing' | 'later' | 'lost' | 'reset' | 'belated' | 'hang' | 'throw';
const TROUBLE: readonly Way[] = [
  'refused',
  'passing',
  'passing',
  'later',
  'later',
  'later',
  'lost',
  'reset',
  'reset',
  'belated',
  'hang',
  'throw',
];
const RANK: Record<ReceiptStatus, number> = { failed: -1, sent: 0, delivered: 1, read: 2, played: 3 };
const UNKNOWN: Outcome = { kind: 'unknown', detail: 'The connection was reset.' };

export function createCloudApi(world: World, ledger: Ledger, webhook: Webhook): CloudApi {
  const { random, time, weather } = world;
  const heard: CloudApi['heard'] = new Map();
  const taken = new Set<string>();
  let copies = 0;

  const accept = (phone: Phone, { id, chatId }: ClaimedMessage): string => {
    const providerMessageId = `wamid.${++copies}`;
    ledger.record({ messageId: id, phoneId: phone.phoneId, chatId, providerMessageId });
    tellStatuses(phone, id, providerMessageId);
    return providerMessageId;
  };

  const tellStatuses = (phone: Phone, messageId: string, providerMessageId: string) => {
    if (world.stormy() && random.chance(0.25)) return; // lost for good
    const failed = world.stormy() && random.chance(0.1);
    const statuses: ReceiptStatus[] = failed
      ? random.pick([['failed'], ['sent', 'failed']])
      : (['sent', 'delivered', 'read'].slice(0, random.int(1, 3)) as ReceiptStatus[]);
    const named = !random.chance(0.1);
    const at = new Date(time.epochMs + Math.floor(time.nowMs() / 1000) * 1000);
    for (const status of statuses) {
      if (statuses.length > 1 && random.chance(0.1)) continue; // `delivered` may be missing when `read` comes
      const receipt: ReceiptObservation = {
        kind: 'receipt',
        phone: { phoneNumberId: phone.phoneNumberId },
        messageId: named ? messageId : null,
        providerMessageId,
        status,
        at,
        error:
          status === 'failed'
            ? { code: 'RECIPIENT_INVALID', detail: 'No', retryable: false, providerCode: '131026' }
            : null,
      };
      const tellAgain = random.chance(0.2) ? 2 : 1;
      for (let i = 0; i < tellAgain; i++) post(receipt, random.delay(300, 20_000));
    }
  };

  const post = (observation: Parameters<typeof bodyOf>[0][number], afterMs: number, tries = 0) => {
    world.underWay++;
    let open = true;
    const end = (again: boolean) => {
      if (!open) return;
      open = false;
      world.underWay--;
      if (again && tries < 40) post(observation, random.int(500, 5000), tries + 1);
    };
    time.after(afterMs, () => {
      const target = webhook();
      if (!target) return end(true);
      time.within(target.process, random.delay(2, 50), () => {
        target.commit(bodyOf([observation])).then(
          () =>
            time.after(1, () => {
              const repeated = world.stormy() && random.chance(0.05);
              if (open) hear(observation);
              end(repeated);
            }),
          () => time.after(1, () => end(true)),
        );
      });
      time.after(8000, () => end(true));
    });
  };

  const hear = (observation: Parameters<typeof bodyOf>[0][number]) => {
    if (observation.kind === 'message') {
      taken.add(observation.providerMessageId);
      return;
    }
    if (observation.kind !== 'receipt') return;
    const { messageId, status } = observation;
    if (messageId === null || status === 'failed') return;
    const best = heard.get(messageId);
    if (best === undefined || RANK[status] > RANK[best]) heard.set(messageId, status);
  };

  const send = (process: Process, phone: Phone, message: ClaimedMessage): Promise<Outcome> => {
    const way: Way =
      world.stormy() && random.chance(weather.providerTrouble) ? random.pick(TROUBLE) : 'plain';
    world.note(
      `${process.name} SEND ${message.id} attempt ${message.attempt} chat ${message.chatId} (${way})`,
    );
    return new Promise((resolve, reject) => {
      const answer = (outcome: Outcome) =>
        time.within(process, random.delay(10, 3000 * weather.slowness), () => resolve(outcome));
      const arrive = (afterMs: number, then: (providerMessageId: string) => void) => {
        world.underWay++;
        time.after(afterMs, () => {
          world.underWay--;
          then(accept(phone, message));
        });
      };
      const soonMs = random.delay(10, 3000 * weather.slowness);
      switch (way) {
        case 'plain':
          return arrive(soonMs, (providerMessageId) => answer({ kind: 'sent', providerMessageId }));
        case 'refused':
          return answer({ kind: 'refused', code: 'RECIPIENT_INVALID', detail: 'No', permanent: true });
        case 'passing':
          return answer({ kind: 'refused', code: 'PROVIDER_REFUSED', detail: 'Not now', permanent: false });
        case 'later':
          return answer(laterOutcome(world));
        case 'lost':
          return answer(UNKNOWN);
        case 'reset':
          return arrive(soonMs, () => answer(UNKNOWN));
        case 'belated':
          answer(UNKNOWN);
          return arrive(random.int(1000, 90_000), () => undefined);
        case 'hang':
          return random.chance(0.5) ? arrive(soonMs, () => undefined) : undefined;
        case 'throw':
          time.within(process, soonMs, () => reject(new Error('A fault of the channel')));
      }
    });
  };

  return {
    heard,
    taken,
    sendInbound: (phone, id) =>
      post(
        inboundText(phone, id, new Date(time.epochMs + Math.floor(time.nowMs()))),
        random.delay(100, 5000),
        0,
      ),
    channel: (process) => ({
      capabilities: CHANNELS.meta,
      parallelChats: random.int(1, 4),
      ...receiver,
      send: (phone, message) => send(process, phone, message),
      probe: () =>
        new Promise((resolve) =>
          time.within(process, random.delay(10, 500), () => resolve({ status: 'ready' })),
        ),
    }),
  };
}

/** Nothing was sent, and it is to be tried again. */
export function laterOutcome({ random, time }: World): Outcome {
  const scope = random.pick(['message', 'chat', 'chat', 'phone'] as const);
  const retryAt = new Date(time.epochMs + Math.floor(time.nowMs() + random.delay(400, 8000)));
  const phoneFault = scope === 'phone' && random.chance(0.2) ? { phoneFault: 'The token was refused.' } : {};
  return { kind: 'later', retryAt, scope, code: 'PROVIDER_UNAVAILABLE', detail: 'Busy', ...phoneFault };
}
