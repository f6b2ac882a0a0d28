import type { Action, BehaviourChange, Inbound, LedgerEntry, WaWebSim } from '../src/index.ts';

export interface Answer<T> {
  status: number;
  body: T;
}

export interface DeviceView {
  id: string;
  phone: string;
  connected: boolean;
  waiting: number;
}

/** Calls the control API as any program would. */
export function controlOf(sim: WaWebSim) {
  async function call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(`${sim.url}${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
      signal: AbortSignal.timeout(5_000),
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  return {
    call,
    scan: (qr: string, phoneNumber: string) =>
      call<{ deviceId: string }>('POST', '/sim/scan', { qr, phoneNumber }),
    behave: (change: BehaviourChange) => call('PUT', '/sim/behaviour', change),
    inbound: (inbound: Inbound) =>
      call<{ id: string; key: string; connected: number }>('POST', '/sim/inbound', inbound),
    async actions(query: Record<string, string> = {}): Promise<Action[]> {
      const { body } = await call<{ actions: Action[] }>(
        'GET',
        `/sim/actions?${new URLSearchParams(query).toString()}`,
      );
      return body.actions;
    },
    /** The bytes of a ledger entry's media. */
    async media(seq: number): Promise<Buffer> {
      const response = await fetch(`${sim.url}/sim/ledger/${seq}/media`);
      return Buffer.from(await response.arrayBuffer());
    },
    async ledger(query: Record<string, string> = {}): Promise<LedgerEntry[]> {
      const { body } = await call<{ messages: LedgerEntry[] }>(
        'GET',
        `/sim/ledger?${new URLSearchParams(query).toString()}`,
      );
      return body.messages;
    },
    async devices(phone: string): Promise<DeviceView[]> {
      const { body } = await call<{ devices: DeviceView[] }>('GET', '/sim/devices');
      return body.devices.filter((device) => device.phone === phone);
    },
  };
}

export type Control = ReturnType<typeof controlOf>;
