import type { Redis } from 'ioredis';
import type { Lane } from './types.ts';

/** A lane whose turn it is. */
export type TakenLane = Pick<Lane, 'companyId' | 'phoneId'>;

/** The lanes of shared channels that wait for their turn, in the order in which their companies are to have it. */
export interface FairLanes {
  /**
   * Lets a lane wait; true when a token has to be put into its queue, false when it waits already or will be put
   * again at the end of the turn that it has now. `anyway`: also beside a turn that seems to be under way.
   */
  put(queue: string, lane: TakenLane, anyway?: boolean): Promise<boolean>;
  /** As `put` anyway, for many: how many tokens have to be put. */
  putMany(queue: string, lanes: readonly TakenLane[]): Promise<number>;
  /** The lane whose turn it is; null when none waits. */
  take(queue: string): Promise<TakenLane | null>;
  /**
   * Its turn has ended, of which it took `share` (0 to 1); true when it waits again and a token has to be put into its
   * queue.
   */
  done(queue: string, lane: TakenLane, more: boolean, share?: number): Promise<boolean>;
  /** How many wait. */
  waiting(queue: string): Promise<number>;
  /** Takes the place of all weights that were told before; companies that are not named have weight 1. */
  weigh(weights: ReadonlyMap<string, number>): Promise<void>;
}

/** For so long a lane counts as being worked on when nobody says that its turn has ended: its worker may be dead. */
const UNDER_WAY_MS = 5000;
/** Less than any step of a tag, the smallest being a hundredth of the least share. */
export const AHEAD = 0.0001;
/** A turn of one message also takes a lease, a claim and a settlement: it is charged as two messages of a turn of 64. */
export const LEAST_SHARE = 1 / 32;

// Fair queueing by start and finish. Each turn that a company asks for starts where the company's last one ended, and
// not before the start that is served now; it ends 1/weight later. So those who have many lanes get turns in proportion
// to their weights, however many lanes they have. A turn that took less than a whole one is charged less when it ends.
// The turn that is expected to finish first is served next, going by what the company's last one took, or that somebody
// has just sent something: who sends a message now and then waits for nobody's full turns until he has had as much as
// others. Of who is only found to be waiting, by the sweep, a whole turn is expected.
// Of companies that are level, those go first that have not had what is theirs of the present round: else who comes
// anew would stand somewhere among all that have the same tag. That takes one turn a round from nobody for long.
// KEYS: 1 waiting (lane by finish), 2 under way (lane by the time at which it is forgotten), 3 lanes that are to wait
// again after their turn, 4 tags (company → where its last turn ends; '' → the start served now), 5 weights,
// 6 starts (of lanes that wait), 7 shares (company → what its last turn took).
const WAIT = `
  local function wait(lane, company, expected)
    local served = tonumber(redis.call('HGET', KEYS[4], '') or '0')
    local ended = tonumber(redis.call('HGET', KEYS[4], company) or '0')
    local start = math.max(served, ended)
    local weight = tonumber(redis.call('HGET', KEYS[5], company) or '1')
    local share = tonumber(redis.call('HGET', KEYS[7], company) or expected)
    local place = ended < served and start - ${AHEAD} or start + share / weight
    redis.call('HSET', KEYS[4], company, string.format('%.17g', start + 1 / weight))
    redis.call('HSET', KEYS[6], lane, string.format('%.17g', start))
    redis.call('ZADD', KEYS[1], string.format('%.17g', place), lane)
    return 1
  end
  -- What was charged for a whole turn of which it took less.
  local function refund(company, share)
    redis.call('HSET', KEYS[7], company, string.format('%.17g', share))
    local ended = redis.call('HGET', KEYS[4], company)
    if share == 1 or not ended then return end
    local weight = tonumber(redis.call('HGET', KEYS[5], company) or '1')
    redis.call('HSET', KEYS[4], company, string.format('%.17g', tonumber(ended) - (1 - share) / weight))
  end
  local function now()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
  end`;

const SCRIPTS = {
  fairPut: `${WAIT}
  local lane, company, anyway = ARGV[1], ARGV[2], ARGV[3]
  if redis.call('ZSCORE', KEYS[1], lane) then return 0 end
  if anyway == '0' and tonumber(redis.call('ZSCORE', KEYS[2], lane) or '0') > now() then
    redis.call('SADD', KEYS[3], lane)
    return 0
  end
  return wait(lane, company, ${LEAST_SHARE})`,
  fairPutMany: `${WAIT}
  local put = 0
  for i = 1, #ARGV, 2 do
    if not redis.call('ZSCORE', KEYS[1], ARGV[i]) then put = put + wait(ARGV[i], ARGV[i + 1], 1) end
  end
  return put`,
  // When nothing waits any more, there is nobody to be fair to: what was used up is forgotten.
  fairTake: `${WAIT}
  local first = redis.call('ZPOPMIN', KEYS[1])
  if #first == 0 then return false end
  local start = redis.call('HGET', KEYS[6], first[1]) or '0'
  redis.call('HDEL', KEYS[6], first[1])
  if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('DEL', KEYS[4], KEYS[6], KEYS[7])
  elseif tonumber(start) > tonumber(redis.call('HGET', KEYS[4], '') or '0') then
    redis.call('HSET', KEYS[4], '', start)
  end
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now())
  redis.call('ZADD', KEYS[2], now() + tonumber(ARGV[1]), first[1])
  redis.call('SREM', KEYS[3], first[1])
  return first[1]`,
  fairDone: `${WAIT}
  local lane, company, more = ARGV[1], ARGV[2], ARGV[3]
  redis.call('ZREM', KEYS[2], lane)
  refund(company, tonumber(ARGV[4]))
  local again = redis.call('SREM', KEYS[3], lane)
  if more == '0' and again == 0 then return 0 end
  if redis.call('ZSCORE', KEYS[1], lane) then return 0 end
  return wait(lane, company, 1)`,
};

type Command<Result> = (...args: (string | number)[]) => Promise<Result>;
type WithScripts = Redis & {
  fairPut: Command<number>;
  fairPutMany: Command<number>;
  fairTake: Command<string | null>;
  fairDone: Command<number>;
};

/** Weighted fairness between companies; everything in it is a hint, and may be lost like the tokens. */
export function createFairLanes(connection: Redis, prefix: string): FairLanes {
  for (const [name, lua] of Object.entries(SCRIPTS)) connection.defineCommand(name, { numberOfKeys: 7, lua });
  const redis = connection as WithScripts;
  const weights = `${prefix}:fair:weights`;
  const keys = (queue: string) => [
    ...['waiting', 'under-way', 'again', 'tags'].map((part) => `${prefix}:fair:${queue}:${part}`),
    weights,
    ...['starts', 'shares'].map((part) => `${prefix}:fair:${queue}:${part}`),
  ];
  return {
    put: async (queue, lane, anyway = false) =>
      (await redis.fairPut(...keys(queue), nameOf(lane), lane.companyId, anyway ? 1 : 0)) === 1,
    putMany: (queue, lanes) =>
      redis.fairPutMany(...keys(queue), ...lanes.flatMap((lane) => [nameOf(lane), lane.companyId])),
    async take(queue) {
      const name = await redis.fairTake(...keys(queue), UNDER_WAY_MS);
      return name === null ? null : laneOf(name);
    },
    async done(queue, lane, more, share = 1) {
      const charged = Math.min(1, Math.max(LEAST_SHARE, share));
      const args = [nameOf(lane), lane.companyId, more ? 1 : 0, charged];
      return (await redis.fairDone(...keys(queue), ...args)) === 1;
    },
    waiting: (queue) => redis.zcard(`${prefix}:fair:${queue}:waiting`),
    async weigh(all) {
      const change = redis.multi().del(weights);
      if (all.size > 0) change.hset(weights, Object.fromEntries(all));
      await change.exec();
    },
  };
}

/** Ids hold no space. */
const nameOf = ({ companyId, phoneId }: TakenLane) => `${companyId} ${phoneId}`;
function laneOf(name: string): TakenLane {
  const [companyId = '', phoneId = ''] = name.split(' ');
  return { companyId, phoneId };
}
