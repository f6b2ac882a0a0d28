import type { ConnectionType } from '@watertight/core';
import type { DueLane, LanePage, Orphan } from '@watertight/store';
import { isHeld } from './hold.ts';
import type { Mutant } from './mutants.ts';
import { inOrder, isDue, type MessageRecord, type Tables } from './tables.ts';

const ids = (rows: MessageRecord[]) => rows.map((row) => row.id);
const byTime = (rows: MessageRecord[], time: (row: MessageRecord) => Date | null) =>
  rows.sort((a, b) => (time(a)?.getTime() ?? 0) - (time(b)?.getTime() ?? 0));

/** What sweeps look for; `now` is the time of the call. */
export function sweepVerbs(tables: Tables, now: () => Date, mutants: ReadonlySet<Mutant>) {
  const ofType = (connectionType: ConnectionType, wanted: (row: MessageRecord) => boolean) =>
    inOrder(tables, (row) => row.connection_type === connectionType && wanted(row));
  const leaseIsFree = (phoneId: string) => {
    const lease = tables.leases.get(phoneId);
    return !lease || lease.owner === null || isDue(lease.expires_at, now());
  };
  const lanesOf = (wanted: (row: MessageRecord) => boolean) =>
    [...new Set(inOrder(tables, wanted).map((row) => row.phone_id))].sort();
  const hasDueWork = (phoneId: string) => {
    const rest = tables.leases.get(phoneId)?.not_before ?? null;
    return (
      tables.phones.get(phoneId)?.phone.desiredState === 'start' &&
      (rest === null || isDue(rest, now())) &&
      lanesOf((row) => row.status === 'queued' && isDue(row.available_at, now())).includes(phoneId)
    );
  };
  const asOrphan = ({ id, epoch }: MessageRecord): Orphan => ({ id, epoch: epoch ?? 0 });

  return {
    dueLanes(connectionType: ConnectionType, { after, limit }: LanePage) {
      const all = lanesOf((row) => row.status === 'queued').filter((phoneId) => phoneId > (after ?? ''));
      const walked = all.slice(0, limit);
      const lanes = walked.flatMap((phoneId): DueLane[] => {
        const phone = tables.phones.get(phoneId)?.phone;
        const isOurs =
          phone?.connectionType === connectionType && leaseIsFree(phoneId) && hasDueWork(phoneId);
        return isOurs ? [{ phoneId, companyId: phone.companyId }] : [];
      });
      return { lanes, next: walked.length === limit ? (walked.at(-1) ?? null) : null };
    },
    dueOf: (phoneIds: readonly string[]): string[] => [...phoneIds].filter(hasDueWork).sort(),
    orphaned(connectionType: ConnectionType): Orphan[] {
      if (mutants.has('orphans-stay')) return [];
      return ofType(
        connectionType,
        (row) =>
          row.status === 'sending' &&
          !isHeld(tables, row, now()) &&
          (leaseIsFree(row.phone_id) || tables.leases.get(row.phone_id)?.epoch !== row.epoch),
      ).map(asOrphan);
    },
    orphanedOf(phoneId: string, epoch: number): Orphan[] {
      if (mutants.has('orphans-stay')) return [];
      return inOrder(
        tables,
        (row) =>
          row.phone_id === phoneId &&
          row.status === 'sending' &&
          (row.epoch ?? Infinity) < epoch &&
          !isHeld(tables, row, now()),
      ).map(asOrphan);
    },
    unreconciled(connectionType: ConnectionType): string[] {
      const due = ofType(
        connectionType,
        (row) => row.status === 'unconfirmed' && row.reconcile_at !== null && isDue(row.reconcile_at, now()),
      );
      return ids(byTime(due, (row) => row.reconcile_at));
    },
    unreconciledOf: (phoneId: string): { id: string; chatId: string }[] =>
      inOrder(
        tables,
        (row) => row.phone_id === phoneId && row.status === 'unconfirmed' && row.reconcile_at !== null,
      ).map((row) => ({ id: row.id, chatId: row.chat_id })),
    dueScheduled(connectionType: ConnectionType): string[] {
      const due = ofType(
        connectionType,
        (row) => row.status === 'scheduled' && row.scheduled_at !== null && isDue(row.scheduled_at, now()),
      );
      return ids(byTime(due, (row) => row.scheduled_at));
    },
    expired: (connectionType: ConnectionType): string[] =>
      ids(
        ofType(
          connectionType,
          (row) =>
            (row.status === 'queued' || row.status === 'scheduled') &&
            row.expires_at !== null &&
            isDue(row.expires_at, now()),
        ),
      ),
    forget: (): number => 0, // it removes what is at rest; lives in memory are short
    homeless: (): string[] =>
      ids(
        inOrder(
          tables,
          (row) =>
            (row.status === 'queued' || row.status === 'scheduled') && !tables.phones.has(row.phone_id),
        ),
      ),
  };
}
