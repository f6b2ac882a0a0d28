import { CHANNELS, type ConnectionType } from '@watertight/core';
import type { Change, CurrentMessage } from '@watertight/store';
import { divertQueued } from './divert.ts';
import { createLaneWalk } from './lane-walk.ts';
import { isStoreDown } from './persistence.ts';
import { concludeDecision, orphansToUnconfirmed, RECEIPT_EVIDENCE_MS } from './reconcile.ts';
import { failedChange } from './settle.ts';
import type { DeliveryDeps } from './types.ts';

export const SWEEP_MS = 1000;
/** Rounds between two looks for messages that were accepted in the moment in which their phone was removed. */
const HOMELESS_EVERY = 10;
/** Rounds between two looks for what is old. */
const FORGET_EVERY = 60;
/** Old messages are removed in steps of this size, one a round while there are more. */
const FORGET_AT_ONCE = 1000;
/** What a round moves of what was said under LIDs whose numbers became known. */
const MOVE_MESSAGES = 1000;

/** A task that is done again and again. */
export interface Loop {
  /** Does it at once. */
  poke(): void;
  /** Waits for the round under way. */
  stop(): Promise<void>;
}

/** Runs `task` again and again, one at a time, until it is stopped; a fault is said and the next round comes. */
export function every(ms: number, name: string, log: DeliveryDeps['log'], task: () => Promise<void>): Loop {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const run = () => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = task()
      .catch((error: unknown) =>
        log.warn({ err: error, task: name }, isStoreDown(error) ? 'task.store-away' : 'task.failed'),
      )
      .finally(() => {
        running = undefined;
        if (again) {
          again = false;
          run();
        }
      });
  };
  const timer = setInterval(run, ms);
  run();
  return {
    poke: run,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** Finds what fell between two steps on one channel; the channel's workers take turns by an advisory lock. */
export function startSweep(deps: DeliveryDeps, connectionType: ConnectionType): { stop(): Promise<void> } {
  const { store, log } = deps;
  const walkLanes = createLaneWalk(deps, connectionType);
  let round = 0;
  let hasOld = true;
  return every(SWEEP_MS, `sweep ${connectionType}`, log, async () => {
    const findsHomeless = round % HOMELESS_EVERY === 0;
    const forget = round++ % FORGET_EVERY === FORGET_EVERY - 1;
    await store.sweeps.exclusively(`sweep:${connectionType}`, async () => {
      await sweepOnce(deps, connectionType, { walkLanes, findsHomeless });
      if (forget) await forgetProcesses(deps);
      if (deps.retentionDays !== undefined && (forget || hasOld)) {
        const gone = await store.sweeps.forget(connectionType, deps.retentionDays, FORGET_AT_ONCE);
        hasOld = gone === FORGET_AT_ONCE;
        if (gone > 0) log.info({ connectionType, gone }, 'messages.forgotten');
      }
    });
  });
}

/** Of all workers one at a time. */
async function forgetProcesses({ store, log, processRetention }: DeliveryDeps): Promise<void> {
  await store.sweeps.exclusively('forget', async () => {
    const gone = await store.processes.forget(processRetention);
    if (gone > 0) log.debug({ gone }, 'processes.forgotten');
  });
}

/** What is not the same in every round. */
interface Round {
  walkLanes(): Promise<void>;
  /** Whether it looks for messages of removed phones, which goes through all lanes. */
  findsHomeless: boolean;
}

/** One round of the sweep. */
async function sweepOnce(
  deps: DeliveryDeps,
  connectionType: ConnectionType,
  { walkLanes, findsHomeless }: Round,
): Promise<void> {
  const { store, queueing } = deps;
  const { evidence, ownership } = CHANNELS[connectionType];
  await store.contacts.moveLinked(MOVE_MESSAGES);
  await each(deps, await store.sweeps.expired(connectionType), expireDecision);
  await each(deps, await store.sweeps.dueScheduled(connectionType), releaseDecision);
  if (findsHomeless) await each(deps, await store.sweeps.homeless(), homelessDecision);
  await orphansToUnconfirmed(
    deps,
    await store.sweeps.orphaned(connectionType),
    evidence === 'receipt' ? RECEIPT_EVIDENCE_MS : 0,
  );
  if (evidence === 'receipt')
    await each(deps, await store.sweeps.unreconciled(connectionType), concludeDecision);
  await divertQueued(deps, connectionType);
  if (ownership === 'shared') {
    queueing.weigh(await store.companies.weights());
    await walkLanes();
  }
}

async function each(
  deps: DeliveryDeps,
  ids: string[],
  decide: (current: CurrentMessage) => Change | null,
): Promise<void> {
  const changed = await deps.store.messages.change({ facts: new Map(ids.map((id) => [id, null])), decide });
  for (const { companyId, id } of changed)
    deps.coordination.publish('messages', { companyId, messageIds: [id] });
}

const expireDecision = ({ status, expires_at }: CurrentMessage): Change | null =>
  (status === 'queued' || status === 'scheduled') && expires_at !== null
    ? { status: 'expired', events: [{ type: 'message.expired' }] }
    : null;

const releaseDecision = ({ status }: CurrentMessage): Change | null =>
  status === 'scheduled'
    ? { status: 'queued', events: [{ type: 'message.queued', detail: { reason: 'its time came' } }] }
    : null;

const homelessDecision = ({ status }: CurrentMessage): Change | null =>
  status === 'queued' || status === 'scheduled'
    ? failedChange({ code: 'PHONE_NOT_FOUND', detail: 'The phone was removed.', retryable: false })
    : null;
