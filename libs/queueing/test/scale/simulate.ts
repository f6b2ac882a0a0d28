import { LOCK_MS, STALL_CHECK_MS } from '../../src/catalog.ts';
import type { TakenLane } from '../../src/fair.ts';
import { createFairModel, createHeap } from './fair-model.ts';

/** Of libs/delivery: how long a lease lasts, and how many messages a turn takes. */
export const LEASE_MS = 4500;
export const QUANTUM = 64;

export interface Workload {
  companyId: string;
  phones: number;
  /** Messages that wait in each of its lanes at first. */
  queued: number;
}

export interface Fleet {
  workers: number;
  /** Lanes at once in each (`concurrency` of the shared host). */
  lanesEach: number;
  /** How long a turn of so many messages lasts. */
  turnMs(messages: number): number;
  /** So many workers die at this moment, and stay dead. */
  deaths?: { atMs: number; workers: number };
}

export interface CompanyOutcome {
  delivered: number;
  /** Until each of its lanes had its first turn: the longest, ms. */
  longestWaitMs: number;
  /** Until its last message was delivered, ms. */
  doneMs: number;
}

export interface Simulated {
  companies: Map<string, CompanyOutcome>;
  /** Two turns had one lane at the same moment. */
  overlaps: number;
  /** Turns whose worker died, and how long their lanes had none afterwards at the most, ms. */
  orphaned: number;
  longestGapMs: number;
  turns: number;
  doneMs: number;
}

interface LaneState extends TakenLane {
  left: number;
  isFirst: boolean;
  /** The lease: whose turn it is, and until when. */
  owner: number | null;
  freeAtMs: number;
  orphanedAtMs: number | null;
}

interface Turn {
  lane: LaneState;
  worker: number;
  messages: number;
}

type Happening = { atMs: number; order: number } & (
  { kind: 'end'; turn: Turn } | { kind: 'wake'; lane: LaneState } | { kind: 'deaths'; workers: number }
);

/**
 * What lanes, leases and fairness do with a fleet, in simulated time: tokens by the rules of `fair.ts`, leases that a
 * dead worker keeps until they run out, tokens that are found again when their lock and one stall check are over.
 * Messages cost only time; stores and networks are not simulated.
 */
export function simulate(load: readonly Workload[], fleet: Fleet): Simulated {
  const fair = createFairModel();
  const happenings = createHeap<Happening>((a, b) => a.atMs - b.atMs || a.order - b.order);
  const lanes = new Map<string, LaneState>();
  const companies = new Map<string, CompanyOutcome>();
  const slots = Array.from({ length: fleet.workers }, () => fleet.lanesEach);
  const underWay = new Set<Turn>();
  const dead = new Set<number>();
  const turnOf = new Map<LaneState, Turn>();
  const result: Simulated = { companies, overlaps: 0, orphaned: 0, longestGapMs: 0, turns: 0, doneMs: 0 };
  let order = 0;
  let nextWorker = 0;
  const later = (happening: Happening) => happenings.push(happening);

  for (const { companyId, phones, queued } of load) {
    companies.set(companyId, { delivered: 0, longestWaitMs: 0, doneMs: 0 });
    for (let phone = 0; phone < phones; phone++) {
      const phoneId = `${companyId}/${phone}`;
      const lane = {
        companyId,
        phoneId,
        left: queued,
        isFirst: true,
        owner: null,
        freeAtMs: 0,
        orphanedAtMs: null,
      };
      lanes.set(phoneId, lane);
      fair.put(lane);
    }
  }
  if (fleet.deaths)
    later({ atMs: fleet.deaths.atMs, order: order++, kind: 'deaths', workers: fleet.deaths.workers });

  /** The next living worker with room, one after the other. */
  function idleWorker(): number | null {
    for (let n = 0; n < fleet.workers; n++) {
      const worker = (nextWorker + n) % fleet.workers;
      if (dead.has(worker) || slots[worker]! === 0) continue;
      nextWorker = (worker + 1) % fleet.workers;
      return worker;
    }
    return null;
  }

  function begin(lane: LaneState, worker: number, nowMs: number): void {
    if (lane.owner !== null && lane.freeAtMs > nowMs) {
      // Held: the alarm of the worker that was refused wakes the lane when the lease has run out.
      fair.done(lane, false, 0);
      later({ atMs: lane.freeAtMs + 20, order: order++, kind: 'wake', lane });
      return;
    }
    const company = companies.get(lane.companyId)!;
    if (lane.isFirst) company.longestWaitMs = Math.max(company.longestWaitMs, nowMs);
    if (lane.orphanedAtMs !== null)
      result.longestGapMs = Math.max(result.longestGapMs, nowMs - lane.orphanedAtMs);
    Object.assign(lane, { isFirst: false, orphanedAtMs: null, owner: worker, freeAtMs: nowMs + LEASE_MS });
    const turn = { lane, worker, messages: Math.min(QUANTUM, lane.left) };
    if (underWay.has(turnOf.get(lane)!)) result.overlaps++;
    slots[worker]!--;
    underWay.add(turn);
    turnOf.set(lane, turn);
    result.turns++;
    later({ atMs: nowMs + fleet.turnMs(turn.messages), order: order++, kind: 'end', turn });
  }

  function end({ lane, worker, messages }: Turn, nowMs: number): void {
    slots[worker]!++;
    const company = companies.get(lane.companyId)!;
    lane.left -= messages;
    lane.owner = null;
    company.delivered += messages;
    company.doneMs = result.doneMs = nowMs;
    fair.done(lane, lane.left > 0, messages / QUANTUM);
  }

  function die(count: number, nowMs: number): void {
    for (let worker = 0; worker < count; worker++) dead.add(worker);
    for (const turn of underWay) {
      if (!dead.has(turn.worker)) continue;
      // What it had under way goes on when its evidence is in; here it counts as not sent, the worst case for time.
      underWay.delete(turn);
      turn.lane.orphanedAtMs = nowMs;
      result.orphaned++;
      fair.lose(turn.lane);
      later({ atMs: nowMs + LOCK_MS + STALL_CHECK_MS, order: order++, kind: 'wake', lane: turn.lane });
    }
  }

  function fill(nowMs: number): void {
    for (let worker = idleWorker(); worker !== null && fair.waiting() > 0; worker = idleWorker()) {
      const taken = fair.take()!;
      begin(lanes.get(taken.phoneId)!, worker, nowMs);
    }
  }

  fill(0);
  for (let next = happenings.pop(); next; next = happenings.pop()) {
    if (next.kind === 'end') {
      if (!underWay.delete(next.turn)) continue; // its worker died
      end(next.turn, next.atMs);
    } else if (next.kind === 'deaths') die(next.workers, next.atMs);
    else if (next.lane.left > 0) fair.put(next.lane);
    fill(next.atMs);
  }
  return result;
}
