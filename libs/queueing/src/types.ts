import type { ConnectionType, Log } from '@watertight/core';

/** One phone's ordered list of messages. */
export interface Lane {
  phoneId: string;
  companyId: string;
  connectionType: ConnectionType;
}

/** `more`: the lane goes to the tail of its queue; `idle`: it is done until somebody wakes it. */
export type TurnEnd = 'more' | 'idle';
export interface TurnReport {
  end: TurnEnd;
  /** What it took of a turn, 0 to 1: so much less than a whole one is charged to the company. */
  share: number;
}
/** A bare end stands for a whole turn. */
export type Turn = (phoneId: string, signal: AbortSignal) => Promise<TurnEnd | TurnReport>;

/** A queue being served by this process. */
export interface Serving {
  /** Lanes whose turn is under way here. */
  active(): number;
  /** Takes no new turn, lets the present ones end, closes. */
  stop(): Promise<void>;
}

/** The lane tokens: "there is work in this lane". They may all be lost; sweeps find the work. */
export interface Queueing {
  /**
   * Says that a lane has work; returns at once. Calls for one lane that come while an earlier one is under way are
   * told once more afterwards.
   */
  wake(lane: Lane): void;
  /** Puts a token beside one that seems lost with its worker; the lane's lease keeps two turns apart. */
  wakeAgain(lane: Lane): void;
  /**
   * Puts tokens for those of these lanes of a shared channel that have none, as `wakeAgain` does, and tells how many
   * that were. Returns at once; while an earlier call is under way, it does nothing.
   */
  wakeLost(lanes: readonly Lane[], told: (lost: number) => void): void;
  /**
   * How many turns companies get beside each other in the shard queues, where it is not 1; takes the place of what
   * was told before. Returns at once.
   */
  weigh(weights: ReadonlyMap<string, number>): void;
  /** Serves the shard queues of a shared channel. `concurrency`: lanes at once in this process. */
  serveShards(connectionType: ConnectionType, turn: Turn, options: { concurrency: number }): Serving;
  /** Serves the one queue of a leased phone. */
  serveLane(lane: Lane, turn: Turn): Serving;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface QueueingOptions {
  redisUrl: string;
  prefix: string;
  log: Log;
}
