/** Something a phone's browser did that is no message. */
export interface Action {
  seq: number;
  at: string;
  phone: string;
  /** edit, revoke, delete-for-me, star, typing, recording, read, archive, block, group-subject and so on. */
  action: string;
  /** The chat, group, channel or person that it concerns. */
  chat?: string;
  /** What the action says beside that. */
  detail?: Record<string, unknown>;
}

export interface ActionFilter {
  phone?: string;
  action?: string;
  chat?: string;
  after?: number;
  limit?: number;
}

export interface Actions {
  note(action: Omit<Action, 'seq' | 'at'>): void;
  find(filter: ActionFilter): Action[];
  dropped(): number;
  size(): number;
  clear(): void;
}

const CAPACITY = 100_000;

/** Holds the newest `capacity` actions in order. */
export function createActions(capacity = CAPACITY): Actions {
  let actions: Action[] = [];
  let seq = 0;
  let dropped = 0;

  return {
    note(action) {
      actions.push({ seq: ++seq, at: new Date().toISOString(), ...action });
      // Dropped a tenth at a time, because moving the rest costs its length.
      if (actions.length > capacity * 1.1) {
        dropped += actions.length - capacity;
        actions = actions.slice(-capacity);
      }
    },
    find({ after, limit = capacity, ...exact }) {
      const wanted = Object.entries(exact) as [keyof Action, unknown][];
      return actions
        .filter(
          (action) =>
            (after === undefined || action.seq > after) &&
            wanted.every(([name, value]) => value === undefined || action[name] === value),
        )
        .slice(0, limit);
    },
    dropped: () => dropped,
    size: () => actions.length,
    clear() {
      actions = [];
      dropped = 0;
    },
  };
}
