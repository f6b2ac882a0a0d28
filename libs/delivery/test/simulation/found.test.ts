import { expect, it } from 'vitest';
import {
  CHANNELS,
  CodedError,
  silentLog,
  systemClock,
  type NewMessage,
  type Outcome,
  type Phone,
} from '@watertight/core';
import type { Turn } from '@watertight/queueing';
import { eventually } from '@watertight/testkit';
import { createMemoryDatabase, type Around } from '@watertight/testkit/memory-store';
import { hostShared } from '../../src/host-shared.ts';
import { runTurn, type TurnOptions } from '../../src/turn.ts';
import type { DeliveryDeps } from '../../src/types.ts';

const PHONE: Phone = {
  phoneId: 'ph_0',
  companyId: 'demo',
  phoneIndex: 0,
  name: null,
  connectionType: 'meta',
  processName: 'meta',
  mode: 'sandbox',
  phoneNumberId: '1',
  wabaId: null,
  limits: null,
  fallback: null,
  desiredState: 'start',
  createdAt: new Date(0),
};

const MESSAGE: NewMessage = {
  id: 'msg_1',
  companyId: 'demo',
  phoneId: 'ph_0',
  phoneIndex: 0,
  connectionType: 'meta',
  type: 'text',
  chatId: '60123',
  content: { text: 'hello' },
  quotedMessageId: null,
  mentions: null,
  metadata: null,
  idempotencyKey: null,
  requestHash: null,
  onUncertain: 'hold',
  scheduledAt: null,
  expiresAt: null,
  routing: { routedBy: 'named' },
};

/**
 * Found as a message that reached the Cloud API twice. A worker's second token for a lane that it drains already got
 * the same lease (the same owner keeps his epoch); when that turn's claim failed, it gave back whatever of the epoch
 * it had not begun itself, and so what the first turn was sending.
 */
it('a token beside a turn that is under way gives back nothing that this turn is sending', async () => {
  const database = createMemoryDatabase({ clock: systemClock });
  database.addPhone(PHONE);
  let claimsFail = false;
  const around: Around = async (verb, effect) => {
    if (verb === 'messages.claim' && claimsFail) throw new CodedError('STORE_UNAVAILABLE');
    return effect();
  };
  let turn: Turn | undefined;
  const nothing = { stop: () => Promise.resolve(), active: () => 0 };
  const queueing = {
    wake: () => undefined,
    wakeAgain: () => undefined,
    wakeLost: () => undefined,
    weigh: () => undefined,
    serveShards: (_: string, served: Turn) => ((turn = served), nothing),
  };
  const deps = { ...depsOn(database.connect(around).store), queueing } as unknown as DeliveryDeps;
  let answer: (outcome: Outcome) => void = () => undefined;
  const host = hostShared(deps, {
    capabilities: CHANNELS.meta,
    parallelChats: 4,
    receive: () => [],
    probe: () => Promise.resolve({ status: 'ready' }),
    send: () => new Promise((resolve) => (answer = resolve)),
  });
  await host.start();
  await deps.store.messages.accept(MESSAGE);
  const status = () => database.tables.messages.get('msg_1')?.status;
  const take = () => turn?.('ph_0', new AbortController().signal);

  const first = Promise.resolve(take()).catch((error: unknown) => error);
  await eventually(() => status() === 'sending');
  claimsFail = true;
  await Promise.resolve(take()).catch((error: unknown) => error);
  claimsFail = false;
  const meanwhile = status();
  answer({ kind: 'sent', providerMessageId: 'wamid.1' });
  await first;
  await host.stop();
  expect(meanwhile).toBe('sending');
  expect(status()).toBe('sent');
});

/**
 * Found as a message that stayed `sending` for ever on WhatsApp Web (a session keeps its epoch from turn to turn), and
 * as one that was sent, forgotten and sent again.
 */
it('a certain outcome is written although the database aborts the first try, as in a deadlock', async () => {
  const database = createMemoryDatabase({ clock: systemClock });
  let aborted = false;
  const abortsOnce: Around = async (verb, effect) => {
    if (verb === 'messages.change' && !aborted) {
      aborted = true;
      throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    }
    return effect();
  };
  const deps = depsOn(database.connect(abortsOnce).store);
  await deps.store.messages.accept(MESSAGE);
  const acquired = await deps.store.leases.acquire('ph_0', 'worker/1', 60_000);
  if (acquired.kind !== 'acquired') throw new Error('The lane was not free');
  const sent = () => Promise.resolve<Outcome>({ kind: 'sent', providerMessageId: 'wamid.1' });
  await runTurn(deps, optionsOf(acquired.lease, sent));
  expect(database.tables.messages.get('msg_1')?.status).toBe('sent');
});

const depsOn = (store: DeliveryDeps['store']) =>
  ({
    store,
    clock: systemClock,
    log: silentLog,
    instanceId: 'worker',
    coordination: { publish: () => undefined, subscribe: () => () => undefined },
  }) as unknown as DeliveryDeps;

const optionsOf = (lease: TurnOptions['lease'], send: TurnOptions['send']): TurnOptions => ({
  lease,
  connectionType: 'meta',
  companyId: 'demo',
  quantum: 8,
  parallelChats: 4,
  pace: null,
  evidenceAfterMs: 60_000,
  send,
  signal: new AbortController().signal,
});
