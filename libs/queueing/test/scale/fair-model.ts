import { AHEAD, LEAST_SHARE, type TakenLane } from '../../src/fair.ts';

/** The rules of `fair.ts` in memory: what Redis does in its scripts, without Redis and its clock. */
export interface FairModel {
  put(lane: TakenLane): void;
  take(): TakenLane | null;
  done(lane: TakenLane, more: boolean, share?: number): void;
  /** Its worker is dead and nobody will say that its turn has ended. */
  lose(lane: TakenLane): void;
  waiting(): number;
}

interface Entry {
  place: number;
  start: number;
  lane: TakenLane;
}

export function createFairModel(weights: ReadonlyMap<string, number> = new Map()): FairModel {
  const waits = createHeap<Entry>((a, b) => a.place - b.place || compare(nameOf(a.lane), nameOf(b.lane)));
  const present = new Set<string>();
  const underWay = new Set<string>();
  const again = new Set<string>();
  const ends = new Map<string, number>();
  const shares = new Map<string, number>();
  const weightOf = (companyId: string) => weights.get(companyId) ?? 1;
  let served = 0;

  function wait(lane: TakenLane, expected: number): void {
    const ended = ends.get(lane.companyId) ?? 0;
    const start = Math.max(served, ended);
    const weight = weightOf(lane.companyId);
    ends.set(lane.companyId, start + 1 / weight);
    present.add(lane.phoneId);
    const share = shares.get(lane.companyId) ?? expected;
    waits.push({ place: ended < served ? start - AHEAD : start + share / weight, start, lane });
  }

  return {
    put(lane) {
      if (present.has(lane.phoneId)) return;
      if (underWay.has(lane.phoneId)) again.add(lane.phoneId);
      else wait(lane, LEAST_SHARE);
    },
    take() {
      const first = waits.pop();
      if (!first) return null;
      present.delete(first.lane.phoneId);
      if (waits.size() > 0) served = Math.max(served, first.start);
      else {
        ends.clear();
        shares.clear();
        served = 0;
      }
      underWay.add(first.lane.phoneId);
      again.delete(first.lane.phoneId);
      return first.lane;
    },
    done(lane, more, took = 1) {
      underWay.delete(lane.phoneId);
      const share = Math.min(1, Math.max(LEAST_SHARE, took));
      shares.set(lane.companyId, share);
      const ended = ends.get(lane.companyId);
      if (ended !== undefined) ends.set(lane.companyId, ended - (1 - share) / weightOf(lane.companyId));
      const waitsAgain = again.delete(lane.phoneId);
      if ((more || waitsAgain) && !present.has(lane.phoneId)) wait(lane, 1);
    },
    lose: (lane) => void underWay.delete(lane.phoneId),
    waiting: () => waits.size(),
  };
}

const nameOf = ({ companyId, phoneId }: TakenLane) => `${companyId} ${phoneId}`;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export interface Heap<T> {
  push(item: T): void;
  pop(): T | undefined;
  size(): number;
}

/** A binary heap: `pop` gives the least. */
export function createHeap<T>(order: (a: T, b: T) => number): Heap<T> {
  const items: T[] = [];
  const swap = (a: number, b: number) => ([items[a], items[b]] = [items[b]!, items[a]!]);
  const before = (a: number, b: number) => order(items[a]!, items[b]!) < 0;
  return {
    push(item) {
      let at = items.push(item) - 1;
      for (let up = (at - 1) >> 1; at > 0 && before(at, up); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    pop() {
      if (items.length < 2) return items.pop();
      const first = items[0];
      items[0] = items.pop()!;
      for (let at = 0; ;) {
        let least = at;
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < items.length && before(child, least)) least = child;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
    size: () => items.length,
  };
}
