import type { Observation } from '@watertight/core';
import type { Queryable } from '@watertight/store';
import { observe, type Heard, type Observed, type PhonePlacer } from './observe.ts';
import { isPassing, isStoreDown } from './persistence.ts';
import type { DeliveryDeps } from './types.ts';

/** Whether a fault lies in what was to be written, and will be there again next time. */
export const isPoison = (error: unknown): boolean => !isStoreDown(error) && !isPassing(error);

/** What may be logged of such a fault: the database's details hold what was to be written. */
export const reasonOf = (error: unknown): { reason: string; code?: string } => ({
  reason:
    error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : String(error).slice(0, 200),
  ...(error instanceof Error && 'code' in error ? { code: String(error.code) } : {}),
});

const RAW_LENGTH = 256 * 1024;

/**
 * As `observe`, for what could not be written together: each word by itself. One that cannot be written at all is
 * told raw, so that it takes nothing beside it along.
 */
export async function observeEach(
  deps: Pick<DeliveryDeps, 'store' | 'clock' | 'log'>,
  tx: Queryable,
  heard: Heard[],
  placePhones: PhonePlacer,
): Promise<Observed> {
  const all: Observed = {
    ...{ unmatched: new Map(), homeless: new Set<string>() },
    ...{ changed: [], arrived: [], spokenOf: [], linked: [], stops: [] },
  };
  const attempt = async (one: Heard) => {
    const observed = await within(tx, () => observe(deps, tx, [one], placePhones));
    for (const [journalId, whose] of observed.unmatched) all.unmatched.set(journalId, whose);
    for (const journalId of observed.homeless) all.homeless.add(journalId);
    all.changed.push(...observed.changed);
    all.arrived.push(...observed.arrived);
    all.spokenOf.push(...observed.spokenOf);
    all.linked.push(...observed.linked);
    all.stops.push(...observed.stops);
  };
  for (const one of heard) {
    const { journalId, observation, traceparent } = one;
    const fields = { journalId, kind: observation.kind };
    const report = (error: unknown) => {
      if (!isPoison(error)) throw error;
      deps.log.error({ ...reasonOf(error), ...fields }, 'inbound.poisoned');
      return error;
    };
    const fault = await attempt(one).catch(report);
    if (fault) await attempt({ journalId, traceparent, observation: rawNews(observation) }).catch(report);
  }
  return all;
}

const SAVE = { name: 'savepoint', text: 'SAVEPOINT word' };
const UNDO = { name: 'savepoint_undo', text: 'ROLLBACK TO SAVEPOINT word' };

/** What `work` wrote is undone when it fails; the transaction goes on. */
export async function within<T>(tx: Queryable, work: () => Promise<T>): Promise<T> {
  await tx.query(SAVE, []);
  try {
    return await work();
  } catch (error) {
    if (isPoison(error)) await tx.query(UNDO, []);
    throw error;
  }
}

function rawNews(observation: Observation): Observation {
  const { phone, kind, at } = observation;
  const words = JSON.stringify(observation);
  const id = 'providerMessageId' in observation ? observation.providerMessageId : observation.key;
  return {
    kind: 'happening',
    phone,
    type: 'provider.event',
    key: `poisoned:${kind}:${id?.slice(0, 100) ?? at.getTime()}`,
    data: {
      field: kind,
      raw:
        words.length > RAW_LENGTH
          ? { rawStart: words.slice(0, RAW_LENGTH), truncated: true }
          : { ...observation },
      fault: 'It could not be kept.',
    },
    at,
  };
}
