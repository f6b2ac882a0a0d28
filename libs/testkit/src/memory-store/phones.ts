import type { PhoneState } from '@watertight/core';
import type { PhoneCommand, PhoneWithState, StatusReport } from '@watertight/store';
import { leaseHolds } from './leases.ts';
import type { PhoneRecord, Tables } from './tables.ts';

const withState = ({ phone, state }: PhoneRecord): PhoneWithState => ({ ...phone, state: { ...state } });

/** What delivery asks of the phones. Health of phones whose worker is gone is not modelled. */
export function phoneVerbs(tables: Tables, now: () => Date) {
  const find = (wanted: (record: PhoneRecord) => boolean) =>
    [...tables.phones.values()].filter(wanted).map(withState);
  return {
    get: (companyId: string, index: number) =>
      find(({ phone }) => phone.companyId === companyId && phone.phoneIndex === index)[0] ?? null,
    byId: (phoneId: string) => find(({ phone }) => phone.phoneId === phoneId)[0] ?? null,
    byNumberId: (numberId: string) => find(({ phone }) => phone.phoneNumberId === numberId)[0] ?? null,
    byWaba: (wabaId: string) =>
      find(({ phone }) => phone.wabaId === wabaId && phone.connectionType === 'meta'),
    ofCompany: (companyId: string) =>
      find(({ phone }) => phone.companyId === companyId).sort((a, b) => a.phoneIndex - b.phoneIndex),
    ofType: (connectionType: string) => find(({ phone }) => phone.connectionType === connectionType),
    demand(
      companyId: string,
      index: number,
      { desiredState, command }: { desiredState: 'start' | 'stop'; command?: PhoneCommand },
    ): boolean {
      for (const record of tables.phones.values()) {
        if (record.phone.companyId !== companyId || record.phone.phoneIndex !== index) continue;
        record.phone = { ...record.phone, desiredState };
        record.command = command ?? null;
        record.nextCheckAt = new Date(0);
        record.state.failedChecks = 0;
        return true;
      }
      return false;
    },
    takeDueChecks(connectionType: string, limit: number, againMs: number): PhoneWithState[] {
      const due = [...tables.phones.values()]
        .filter(
          ({ phone, state, nextCheckAt }) =>
            phone.connectionType === connectionType &&
            nextCheckAt <= now() &&
            (phone.desiredState === 'start' || state.status !== 'stopped'),
        )
        .sort((a, b) => +a.nextCheckAt - +b.nextCheckAt)
        .slice(0, limit);
      for (const record of due) record.nextCheckAt = new Date(now().getTime() + againMs);
      return due.map(withState);
    },
    takeCommand(phoneId: string): PhoneCommand | null {
      const record = tables.phones.get(phoneId);
      const command = record?.command ?? null;
      if (record) record.command = null;
      return command;
    },
    report(phoneId: string, report: StatusReport, lease?: { owner: string; epoch: number }): boolean {
      const record = tables.phones.get(phoneId);
      if (!record || (lease && !leaseHolds(tables, { phoneId, ...lease }, now()))) return false;
      const change: Partial<PhoneState> = {
        status: report.status,
        reason: report.reason ?? null,
        reasonCode: report.reasonCode ?? null,
        me: report.me ?? record.state.me,
        instanceId: report.instanceId,
        updatedAt: now(),
        ...(report.provider ? { provider: report.provider } : {}),
        ...(report.check ? { failedChecks: report.check.failed } : {}),
      };
      if (report.check && record.nextCheckAt > now())
        record.nextCheckAt = new Date(now().getTime() + report.check.nextMs);
      Object.assign(record.state, change);
      return true;
    },
  };
}
