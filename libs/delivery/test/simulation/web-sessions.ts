import {
  CHANNELS,
  webMessageKey,
  type ClaimedMessage,
  type Evidence,
  type Outcome,
  type Phone,
  type Session,
  type SessionChannel,
  type SessionReports,
} from '@watertight/core';
import { laterOutcome } from './cloud-api.ts';
import type { Ledger } from './ledger.ts';
import type { Process } from './process.ts';
import { inboundText, receiver } from './receiver.ts';
import type { World } from './world.ts';

/** WhatsApp Web: the key is minted from our id, so one message sent twice is one message. */
export interface WebSessions {
  channel(process: Process): SessionChannel;
  /** How often each message went over the wire, by our id; the ledger has it once. */
  wire: Map<string, number>;
  sendInbound(phone: Phone, providerMessageId: string): void;
}

interface Page {
  process: Process;
  reports: SessionReports;
  ready: boolean;
  closed: boolean;
  /** Sends that wait for an answer; called when the page goes away under them. */
  waiting: Set<() => void>;
  /** Messages that this browser still holds and may send later. */
  held: Set<string>;
}

type Way = 'plain' | 'refused' | 'passing' | 'later' | 'lost' | 'unanswered' | 'belated' | 'crash' | 'throw';
const TROUBLE: readonly Way[] = [
  'refused',
  'passing',
  'later',
  'later',
  'lost',
  'lost',
  'unanswered',
  'unanswered',
  'belated',
  'crash',
  'throw',
];
const UNKNOWN: Outcome = { kind: 'unknown', detail: 'The page was lost while it was sending.' };

export function createWebSessions(world: World, ledger: Ledger): WebSessions {
  const { random, time, weather } = world;
  const wire = new Map<string, number>();
  const pages = new Map<string, Page>();

  const arrive = (
    phone: Phone,
    page: Page,
    { id, chatId }: ClaimedMessage,
    afterMs: number,
    then: () => void,
  ) => {
    world.underWay++;
    page.held.add(id);
    time.after(afterMs, () => {
      world.underWay--;
      page.held.delete(id);
      wire.set(id, (wire.get(id) ?? 0) + 1);
      if (!ledger.has(id)) {
        ledger.record({
          messageId: id,
          phoneId: phone.phoneId,
          chatId,
          providerMessageId: webMessageKey(id),
        });
        tellAcks(phone, id);
      }
      then();
    });
  };

  /** Acks come through whatever page is there; without one they are lost. */
  const tellAcks = (phone: Phone, id: string) => {
    const statuses = (['sent', 'delivered', 'read'] as const).slice(0, random.int(0, 3));
    for (const status of statuses) {
      time.after(random.delay(300, 10_000), () => {
        const page = pages.get(phone.phoneId);
        if (!page?.ready) return;
        const at = new Date(time.epochMs + Math.floor(time.nowMs()));
        time.within(page.process, 1, () =>
          page.reports.receipt({ providerMessageId: webMessageKey(id), status, at }),
        );
      });
    }
  };

  const open = (process: Process, phone: Phone, reports: SessionReports): Session => {
    const page: Page = { process, reports, ready: false, closed: false, waiting: new Set(), held: new Set() };
    pages.set(phone.phoneId, page);

    const becomeReady = () => {
      if (page.closed) return;
      page.ready = true;
      reports.status('ready', { me: '60123' });
      if (world.stormy() && random.chance(weather.providerTrouble))
        time.within(process, random.int(500, 15_000), drop);
    };
    const drop = () => {
      if (page.closed || !page.ready) return;
      world.note(`${process.name} page of ${phone.phoneId} lost`);
      page.ready = false;
      for (const give of [...page.waiting]) give();
      reports.status('disconnected', { reason: 'The page crashed.' });
      time.within(process, random.int(100, 3000), becomeReady);
    };
    const close = () =>
      new Promise<void>((resolve) => {
        page.closed = true;
        page.ready = false;
        for (const give of [...page.waiting]) give();
        time.within(process, random.delay(100, 4000), resolve);
      });

    time.within(process, random.delay(500, 4000), becomeReady);
    return {
      send: (message) => send(process, phone, page, message, drop),
      lookup: (messageId) =>
        new Promise((resolve) =>
          time.within(process, random.delay(5, 1000), () => resolve(evidenceOf(page, messageId))),
        ),
      close,
      logout: close,
    };
  };

  const evidenceOf = (page: Page, messageId: string): Evidence => {
    const unsure = world.stormy() && random.chance(weather.providerTrouble / 2);
    if (!page.ready || page.held.has(messageId) || unsure)
      return { kind: 'unknowable', detail: 'The page cannot say.' };
    return ledger.has(messageId)
      ? { kind: 'present', providerMessageId: webMessageKey(messageId) }
      : { kind: 'absent' };
  };

  const send = (
    process: Process,
    phone: Phone,
    page: Page,
    message: ClaimedMessage,
    drop: () => void,
  ): Promise<Outcome> => {
    const way: Way =
      world.stormy() && random.chance(weather.providerTrouble) ? random.pick(TROUBLE) : 'plain';
    world.note(
      `${process.name} SEND ${message.id} attempt ${message.attempt} chat ${message.chatId} (${page.ready ? way : 'no page'})`,
    );
    if (!page.ready) return Promise.resolve({ ...laterOutcome(world), scope: 'phone' } as Outcome);
    return new Promise((resolve, reject) => {
      const give = (outcome: Outcome) => {
        page.waiting.delete(lost);
        resolve(outcome);
      };
      const lost = () => time.within(process, 1, () => give(UNKNOWN));
      page.waiting.add(lost);
      const answer = (outcome: Outcome) =>
        time.within(process, random.delay(10, 2000 * weather.slowness), () => give(outcome));
      const soonMs = random.delay(10, 2000 * weather.slowness);
      switch (way) {
        case 'plain':
          return arrive(phone, page, message, soonMs, () =>
            answer({ kind: 'sent', providerMessageId: webMessageKey(message.id) }),
          );
        case 'refused':
          return answer({ kind: 'refused', code: 'RECIPIENT_INVALID', detail: 'No', permanent: true });
        case 'passing':
          return answer({ kind: 'refused', code: 'PROVIDER_REFUSED', detail: 'Not now', permanent: false });
        case 'later':
          return answer(laterOutcome(world));
        case 'lost':
          return answer(UNKNOWN);
        case 'unanswered':
          return arrive(phone, page, message, soonMs, () => answer(UNKNOWN));
        case 'belated':
          answer(UNKNOWN);
          return arrive(phone, page, message, random.int(500, 30_000), () => undefined);
        case 'crash':
          time.within(process, soonMs, drop);
          return random.chance(0.5) ? arrive(phone, page, message, soonMs, () => undefined) : undefined;
        case 'throw':
          time.within(process, soonMs, () => reject(new Error('A fault of the channel')));
      }
    });
  };

  return {
    wire,
    channel: (process) => ({
      capabilities: CHANNELS.wwebjs,
      ...receiver,
      open: (phone, reports) => open(process, phone, reports),
    }),
    sendInbound(phone, id) {
      const page = pages.get(phone.phoneId);
      if (!page?.ready) return;
      const at = new Date(time.epochMs + Math.floor(time.nowMs()));
      for (let i = 0; i < random.int(1, 2); i++)
        time.within(
          page.process,
          random.delay(5, 500),
          () => void page.reports.inbound([inboundText({ phoneId: phone.phoneId }, id, at)]),
        );
    },
  };
}
