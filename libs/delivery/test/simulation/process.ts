import { CodedError, silentLog, type Clock, type Log } from '@watertight/core';
import type { Coordination, Topic, Topics } from '@watertight/coordination';
import type { Around, Connection } from '@watertight/testkit/memory-store';
import type { DeliveryDeps } from '../../src/types.ts';
import type { Owner } from './time.ts';
import type { Tokens } from './tokens.ts';
import type { World } from './world.ts';

/** One life of a worker or API process. */
export interface Process extends Owner {
  name: string;
  deps: DeliveryDeps;
  connection: Connection;
  /** It cannot reach the database before this. */
  cutOffUntilMs: number;
  handlers: Map<Topic, Set<(payload: never) => void>>;
}

const away = () => new CodedError('STORE_UNAVAILABLE');
/** What a deadlock looks like: reachable, but this one statement was not to be. */
const aborted = () => Object.assign(new Error('deadlock detected'), { code: '40P01' });

export function createProcess(world: World, tokens: Tokens, name: string, peers: Set<Process>): Process {
  const { random, weather } = world;
  const process: Process = {
    name,
    gone: false,
    pausedUntilMs: 0,
    skewMs: Math.round((random.next() * 2 - 1) * weather.clocksWrongMs),
    cutOffUntilMs: 0,
    handlers: new Map(),
    connection: undefined as unknown as Connection,
    deps: undefined as unknown as DeliveryDeps,
  };
  process.connection = world.db.connect(aroundOf(world, process));
  const clock: Clock = { now: () => new Date() };
  process.deps = {
    store: process.connection.store,
    queueing: tokens.of(process),
    coordination: coordinationOf(world, process, peers),
    clock,
    log: logOf(world, process),
    instanceId: name,
  };
  peers.add(process);
  return process;
}

/** What may happen between a process and the database. A call that has left is carried out although its caller is dead. */
function aroundOf(world: World, process: Process): Around {
  const { random, time, weather } = world;
  const travelMs = () => random.delay(1, world.stormy() ? 20 + 2000 * weather.slowness ** 4 : 5);
  return (verb, effect) =>
    new Promise((resolve, reject) => {
      const answer = (give: () => void) => time.within(process, travelMs(), give);
      const carryOut = async () => {
        if (process.gone && random.chance(0.5)) return;
        const trouble = faultOf(world, process);
        if (trouble) world.note(`${process.name} ${verb}: ${trouble}`);
        if (trouble === 'before') return answer(() => reject(away()));
        if (trouble === 'aborted') return answer(() => reject(aborted()));
        try {
          const result = await effect();
          answer(trouble === 'after' ? () => reject(away()) : () => resolve(result));
        } catch (error) {
          const fault = error instanceof Error ? error : new Error(String(error));
          answer(() => reject(fault));
        }
      };
      time.after(travelMs(), () => void carryOut(), process);
    });
}

function faultOf(world: World, process: Process): 'before' | 'after' | 'aborted' | undefined {
  const { random, time, weather } = world;
  const now = time.nowMs();
  if (now < world.storeAwayUntilMs || now < process.cutOffUntilMs) return 'before';
  if (!world.stormy()) return undefined;
  if (random.chance(weather.storeFails)) return 'before';
  if (random.chance(weather.storeLosesAnswer)) return 'after';
  return random.chance(weather.storeAborts) ? 'aborted' : undefined;
}

function coordinationOf(world: World, process: Process, peers: Set<Process>): Coordination {
  const { random, time, weather } = world;
  const notModelled = () => Promise.reject(new Error('not modelled'));
  return {
    publish<T extends Topic>(topic: T, payload: Topics[T]) {
      for (const peer of peers) {
        if (peer.gone || !peer.handlers.has(topic)) continue;
        if (world.stormy() && random.chance(weather.hintsLost)) continue;
        time.within(peer, random.delay(2, 50), () => {
          for (const handler of peer.handlers.get(topic) ?? []) handler(payload as never);
        });
      }
    },
    subscribe(topic, handler) {
      const set = process.handlers.get(topic) ?? new Set();
      process.handlers.set(topic, set.add(handler));
      return () => void set.delete(handler);
    },
    call: () => Promise.resolve({ kind: 'nobody' }),
    answer: () => () => undefined,
    limit: ({ points, windowSeconds }) => ({
      ...{ points, windowSeconds },
      take: notModelled,
      forget: notModelled,
    }),
    isConnected: () => true,
    writeHeartbeat: notModelled,
    heartbeats: notModelled,
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function logOf(world: World, process: Process): Log {
  const write = (level: string) => (fields: object, message: string) => {
    const { err, ...rest } = fields as { err?: Error };
    world.note(`${process.name} ${level} ${message} ${JSON.stringify(rest)}${err ? ` ${String(err)}` : ''}`);
  };
  const log: Log = {
    ...silentLog,
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => log,
  };
  return log;
}
