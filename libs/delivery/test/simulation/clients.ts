import type { AcceptResult, Accepting, SendRequest } from '../../src/types.ts';
import type { Fleet } from './fleet.ts';
import { COMPANY, type World } from './world.ts';

/** What the clients were told: their side of every promise. */
export interface Clients {
  start(): void;
  /** Messages of which a client has heard that they were accepted. */
  accepted: Set<string>;
  /** The messages that each idempotency key made, as the answers said. */
  byKey: Map<string, Set<string>>;
  /** Cancellations that were confirmed, and messages that were retried by an operator. */
  cancelled: Set<string>;
  retried: Map<string, number>;
}

const CLIENT_TIMEOUT_MS = 6000;

export function createClients(world: World, fleet: Fleet, stormMs: number): Clients {
  const { random, time } = world;
  const accepted = new Set<string>();
  const byKey: Clients['byKey'] = new Map();
  const cancelled = new Set<string>();
  const retried: Clients['retried'] = new Map();
  let keys = 0;

  /** One HTTP call: through some API that answers, fails, or is never heard of again. */
  const call = <T>(
    work: (accepting: Accepting) => Promise<T>,
    answered: (result: T | 'no answer') => void,
  ) => {
    const api = fleet.api();
    world.underWay++;
    let open = true;
    const end = (result: T | 'no answer') => {
      if (!open) return;
      open = false;
      world.underWay--;
      answered(result);
    };
    if (!api) {
      time.after(10, () => end('no answer'));
      return;
    }
    const { process, accepting } = api;
    time.within(process, random.delay(1, 20), () => {
      work(accepting).then(
        (result) => time.after(1, () => end(result)),
        () => time.after(1, () => end('no answer')),
      );
    });
    time.after(CLIENT_TIMEOUT_MS, () => end('no answer'));
  };

  const hear = (request: SendRequest, result: AcceptResult) => {
    if (result.kind === 'refused') return;
    accepted.add(result.message.id);
    world.note(`ACCEPTED ${result.message.id} chat ${request.chatId} (${result.kind})`);
    const key = request.idempotencyKey;
    if (key !== undefined) byKey.set(key, (byKey.get(key) ?? new Set()).add(result.message.id));
  };

  /** With a key a client asks until it knows; without one it cannot. */
  const send = (request: SendRequest, tries = 0) =>
    call(
      (accepting) => accepting.accept(request),
      (result) => {
        if (result !== 'no answer') hear(request, result);
        else if (request.idempotencyKey !== undefined && tries < 30)
          time.after(random.int(50, 1500), () => send(request, tries + 1));
      },
    );

  const sendBatch = (requests: SendRequest[]) =>
    call(
      (accepting) => accepting.acceptBatch(requests),
      (results) => {
        if (results !== 'no answer') results.forEach((result, i) => hear(requests[i] as SendRequest, result));
      },
    );

  const newRequest = (phoneIndex: number, chatId: string): SendRequest => {
    const nowMs = time.epochMs + time.nowMs();
    return {
      companyId: COMPANY,
      phoneIndex,
      type: 'text',
      chatId,
      content: { text: 'hello' },
      onUncertain: random.pick(['hold', 'hold', 'resend', 'fail'] as const),
      ...(random.chance(0.5) ? { idempotencyKey: `key-${keys++}` } : {}),
      ...(random.chance(0.1) ? { scheduledAt: new Date(nowMs + random.int(-1000, 15_000)) } : {}),
      ...(random.chance(0.15) ? { expiresAt: new Date(nowMs + random.int(200, 40_000)) } : {}),
    };
  };

  const somePhone = () => random.int(0, world.phones.length - 1);
  const someChat = () => `6012345000${random.int(0, 2)}`;
  const someMessage = () => {
    const outbound = [...world.db.tables.messages.values()].filter((row) => row.direction === 'outbound');
    return outbound.length > 0 ? random.pick(outbound).id : undefined;
  };

  const acts: (() => void)[] = [
    () => send(newRequest(somePhone(), someChat())),
    () => {
      const [phone, chat] = [somePhone(), someChat()];
      sendBatch(Array.from({ length: random.int(2, 5) }, () => newRequest(phone, chat)));
    },
    () => {
      const request = { ...newRequest(somePhone(), someChat()), idempotencyKey: `key-${keys++}` };
      send(request);
      time.after(random.delay(20, 3000), () => send(request)); // the same again, perhaps at once
    },
    () => {
      const id = someMessage();
      if (id)
        call(
          (accepting) => accepting.cancel(COMPANY, id),
          (result) => {
            if (result !== 'no answer' && result?.cancelled) cancelled.add(id);
          },
        );
    },
  ];
  const retry = () => {
    const id = someMessage();
    if (!id) return;
    world.note(`an operator retries ${id}`);
    call(
      (accepting) => accepting.retry(COMPANY, id),
      (result) => {
        if (result !== 'no answer' && result?.retried) retried.set(id, (retried.get(id) ?? 0) + 1);
      },
    );
  };

  return {
    accepted,
    byKey,
    cancelled,
    retried,
    start() {
      for (let i = random.int(3, 10); i > 0; i--)
        time.after(1 + random.next() ** 2 * stormMs * 0.7, () => random.pick(acts)());
      for (let i = random.int(0, 4); i > 0; i--) time.after(random.next() * stormMs * 1.4, retry);
    },
  };
}
