import { createAccepting } from '../../src/accept.ts';
import { hostSessions } from '../../src/host-sessions.ts';
import { hostShared } from '../../src/host-shared.ts';
import { createIngest } from '../../src/ingest.ts';
import type { Accepting, Host } from '../../src/types.ts';
import type { CloudApi } from './cloud-api.ts';
import { createProcess, type Process } from './process.ts';
import { receiver } from './receiver.ts';
import { createTokens } from './tokens.ts';
import type { WebSessions } from './web-sessions.ts';
import type { World } from './world.ts';

/** A place in which processes live one after the other, as a supervisor would keep it. */
interface Slot {
  role: 'api' | 'worker';
  name: string;
  lives: number;
  life?:
    | { process: Process; accepting?: Accepting; host?: Host; ingest?: ReturnType<typeof createIngest> }
    | undefined;
}

export interface Fleet {
  start(): void;
  /** An API that takes requests now. */
  api(): { process: Process; accepting: Accepting } | undefined;
  /** A Meta worker that takes webhooks now. */
  webhook(): { process: Process; commit(body: Buffer): Promise<void> } | undefined;
}

const DRAIN_MS = 14_000;

export function createFleet(world: World, providers: () => { cloud: CloudApi; web: WebSessions }): Fleet {
  const { random, time, kind } = world;
  const tokens = createTokens(world);
  const peers = new Set<Process>();
  const slots: Slot[] = [
    ...Array.from({ length: random.int(1, 2) }, (_, i) => ({
      role: 'api' as const,
      name: `api-${i}`,
      lives: 0,
    })),
    ...Array.from({ length: random.int(1, 3) }, (_, i) => ({
      role: 'worker' as const,
      name: `${kind}-${i}`,
      lives: 0,
    })),
  ];

  const begin = (slot: Slot) => {
    const process = createProcess(world, tokens, `${slot.name}#${slot.lives++}`, peers);
    slot.life = { process };
    world.note(`${process.name} starts`);
    time.within(process, 1, () => (slot.role === 'api' ? beApi(slot, process) : beWorker(slot, process)));
  };

  const beApi = (slot: Slot, process: Process) => {
    slot.life = { process, accepting: createAccepting(process.deps) };
  };

  const beWorker = (slot: Slot, process: Process) => {
    const { cloud, web } = providers();
    if (kind === 'meta') {
      const ingest = createIngest(process.deps, receiver, 'meta');
      const host = hostShared(process.deps, cloud.channel(process), { concurrency: 8 });
      slot.life = { process, host, ingest };
      ingest.start();
      void host.start();
    } else {
      const host = hostSessions(process.deps, web.channel(process), { capacity: world.phones.length });
      slot.life = { process, host };
      void host.start();
    }
  };

  const end = (slot: Slot, how: string) => {
    const process = slot.life?.process;
    if (!process) return;
    world.note(`${process.name} ${how}`);
    process.gone = true;
    process.connection.sever();
    peers.delete(process);
    tokens.stalled(process);
    slot.life = undefined;
    time.after(random.int(200, 5000), () => begin(slot));
  };

  const drain = (slot: Slot) => {
    const life = slot.life;
    if (!life?.host) return;
    world.note(`${life.process.name} drains`);
    const { process, host, ingest } = life;
    slot.life = { process };
    const draining = slot.life;
    const done = () => {
      if (slot.life === draining) end(slot, 'ends');
    };
    time.within(process, 1, () => {
      void Promise.all([host.stop(), ingest?.stop()]).then(done, done);
    });
    time.after(DRAIN_MS, done);
  };

  const pause = (slot: Slot) => {
    const process = slot.life?.process;
    if (!process) return;
    const ms = random.delay(6000, 25_000);
    process.pausedUntilMs = Math.max(process.pausedUntilMs, time.nowMs() + ms);
    time.after(process.pausedUntilMs - time.nowMs() + 1, tokens.resumed);
    world.note(`${process.name} is paused for ${Math.round(ms)} ms`);
    if (ms > 5000) tokens.stalled(process);
  };

  const outage = () => {
    const ms = random.delay(3000, 12_000);
    world.storeAwayUntilMs = time.nowMs() + ms;
    world.note(`the database is away for ${Math.round(ms)} ms`);
  };

  const cutOff = (slot: Slot) => {
    const process = slot.life?.process;
    if (!process) return;
    const ms = random.delay(5000, 20_000);
    process.cutOffUntilMs = time.nowMs() + ms;
    world.note(`${process.name} is cut off from the database for ${Math.round(ms)} ms`);
  };

  const disaster = () => {
    if (!world.stormy()) return;
    const slot = random.pick(slots);
    const acts = [
      () => end(slot, 'is killed'),
      () => end(slot, 'is killed'),
      () => pause(slot),
      () => drain(slot),
      outage,
      () => cutOff(slot),
      () => {
        world.note('Redis is emptied');
        tokens.lose();
      },
    ];
    random.pick(acts)();
    next();
  };
  const next = () => time.after(random.next() * 2 * world.weather.disasterEveryMs, disaster);

  const alive = (slot: Slot) =>
    slot.life && !slot.life.process.gone && slot.life.process.pausedUntilMs <= time.nowMs()
      ? slot.life
      : undefined;

  return {
    start() {
      for (const slot of slots) begin(slot);
      next();
    },
    api() {
      const able = slots.flatMap((slot) => {
        const life = alive(slot);
        return life?.accepting ? [{ process: life.process, accepting: life.accepting }] : [];
      });
      return able.length > 0 ? random.pick(able) : undefined;
    },
    webhook() {
      const able = slots.flatMap((slot) => {
        const life = alive(slot);
        return life?.ingest ? [{ process: life.process, commit: life.ingest.commit }] : [];
      });
      return able.length > 0 ? random.pick(able) : undefined;
    },
  };
}
