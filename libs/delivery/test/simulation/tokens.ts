import type { Lane, Queueing, Serving, Turn } from '@watertight/queueing';
import type { Owner } from './time.ts';
import type { World } from './world.ts';

interface Token {
  lane: Lane;
  /** One of a kind for its lane; what `wakeAgain` puts beside it is not. */
  single: boolean;
}

interface Server {
  owner: Owner;
  concurrency: number;
  turn: Turn;
  stopping: AbortController;
  active: Set<Token>;
  ended?: () => void;
}

/** A token of a process that died or froze is given to another after this long: lock and stall check. */
const STALLED_MS: [number, number] = [5000, 7000];

export interface Tokens {
  of(owner: Owner): Queueing;
  /** Redis was emptied. */
  lose(): void;
  /** A process takes work again. */
  resumed(): void;
  /** A process died, or froze for longer than its locks last. */
  stalled(owner: Owner): void;
}

/** The lane tokens with the promises that BullMQ gives and no others: they may double, stall and get lost. */
export function createTokens(world: World): Tokens {
  const { random, time } = world;
  const waiting: Token[] = [];
  const servers = new Map<string, Set<Server>>();
  let singles = new Set<string>();
  let again = new Set<string>();

  const queueOf = ({ phoneId, connectionType }: Lane) => (connectionType === 'meta' ? 'meta' : phoneId);
  const serversOf = (queue: string) => servers.get(queue) ?? new Set<Server>();

  const add = (lane: Lane, single: boolean) => {
    if (single && singles.has(lane.phoneId)) {
      again.add(lane.phoneId);
      return;
    }
    if (single) singles.add(lane.phoneId);
    waiting.push({ lane, single });
    dispatch();
  };

  const dispatch = () => {
    for (const token of [...waiting]) {
      const able = [...serversOf(queueOf(token.lane))].filter(
        ({ owner, active, concurrency, stopping }) =>
          !owner.gone &&
          owner.pausedUntilMs <= time.nowMs() &&
          active.size < concurrency &&
          !stopping.signal.aborted,
      );
      if (able.length === 0) continue;
      waiting.splice(waiting.indexOf(token), 1);
      hand(token, random.pick(able));
    }
  };

  const hand = (token: Token, server: Server) => {
    server.active.add(token);
    time.within(server.owner, random.delay(2, 50), () => {
      server.turn(token.lane.phoneId, server.stopping.signal).then(
        (ended) => done(token, server, (typeof ended === 'string' ? ended : ended.end) === 'more'),
        (error: unknown) => {
          world.note(`turn failed: ${String(error)}`);
          done(token, server, false);
        },
      );
    });
  };

  const done = (token: Token, server: Server, more: boolean) => {
    if (!server.active.delete(token)) return; // it had stalled, and another has it
    if (more) again.add(token.lane.phoneId);
    if (token.single) singles.delete(token.lane.phoneId);
    if (again.delete(token.lane.phoneId)) add(token.lane, true);
    if (server.active.size === 0) server.ended?.();
    dispatch();
  };

  const serve = (owner: Owner, queue: string, turn: Turn, concurrency: number): Serving => {
    const server: Server = { owner, concurrency, turn, stopping: new AbortController(), active: new Set() };
    servers.set(queue, serversOf(queue).add(server));
    time.after(1, dispatch);
    return {
      active: () => server.active.size,
      stop: () =>
        new Promise((resolve) => {
          server.stopping.abort();
          const leave = () => {
            serversOf(queue).delete(server);
            time.within(owner, 1, resolve);
          };
          if (server.active.size === 0) leave();
          else server.ended = leave;
        }),
    };
  };

  const wakeAgain = (lane: Lane) => {
    time.after(random.delay(2, 100), () => {
      if (waiting.filter((token) => token.lane.phoneId === lane.phoneId).length < 2) add(lane, false);
      else dispatch();
    });
  };
  const lost = () => world.stormy() && random.chance(world.weather.hintsLost);

  return {
    of: (owner) => ({
      wake: (lane) => {
        if (!lost()) time.after(random.delay(2, 100), () => add(lane, true));
      },
      wakeAgain,
      wakeLost: (lanes, told) => {
        for (const lane of lanes) wakeAgain(lane);
        told(lanes.length);
      },
      weigh: () => undefined,
      serveShards: (connectionType, turn, { concurrency }) => serve(owner, connectionType, turn, concurrency),
      serveLane: (lane, turn) => serve(owner, queueOf(lane), turn, 1),
      ping: () => Promise.resolve(),
      close: () => Promise.resolve(),
    }),
    lose() {
      waiting.length = 0;
      singles = new Set();
      again = new Set();
    },
    resumed: () => dispatch(),
    stalled(owner) {
      for (const group of servers.values()) {
        for (const server of group) {
          if (server.owner !== owner) continue;
          if (owner.gone) group.delete(server);
          for (const token of server.active) {
            server.active.delete(token);
            time.after(random.int(...STALLED_MS), () => {
              waiting.push(token);
              dispatch();
            });
          }
        }
      }
    },
  };
}
