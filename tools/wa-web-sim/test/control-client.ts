import type { BehaviourChange, LedgerEntry, WaWebSim } from '../src/index.ts';

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
    inbound: (inbound: { phone: string; from: string; text: string; id?: string; group?: string }) =>
      call<{ id: string; connected: number }>('POST', '/sim/inbound', inbound),
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
