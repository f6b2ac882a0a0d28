import type { System } from '@watertight/e2e';
import { PHONE_INDEX, WEB_NUMBER } from '../channels.ts';
import { until } from '../until.ts';

/** A WhatsApp Web phone of the soak, and its number at the simulator. */
export interface WebPhone {
  phoneIndex: number;
  number: string;
}

const FIRST_INDEX = 10;
const PAIRED_WITHIN_MS = 120_000;
const READY_WITHIN_MS = 120_000;

/** The phone that every system of ours has, and as many more as it takes; resolves when all are ready. */
export async function connectPhones(
  system: System,
  count: number,
  signal: AbortSignal,
): Promise<readonly WebPhone[]> {
  const more = Array.from({ length: count - 1 }, (_, n) => ({
    phoneIndex: FIRST_INDEX + n,
    number: `6012${String(FIRST_INDEX + n).padStart(7, '0')}`,
  }));
  for (const { phoneIndex } of more)
    await system.post('/api/v2/companies/demo/phones', {
      phoneIndex,
      connectionType: 'wwebjs',
      mode: 'sandbox',
    });
  await Promise.all(more.map((phone) => pair(system, phone, signal)));
  const phones = [{ phoneIndex: PHONE_INDEX.wwebjs, number: WEB_NUMBER }, ...more];
  await allReady(system, phones, signal);
  return phones;
}

export const allReady = (system: System, phones: readonly WebPhone[], signal: AbortSignal): Promise<void> =>
  until('all phones are ready', READY_WITHIN_MS, async () => (await notReady(system, phones)).length === 0, {
    pollMs: 250,
    signal,
  });

/** The phones that are not ready, with what they are instead. */
export async function notReady(system: System, phones: readonly WebPhone[]): Promise<string[]> {
  const statuses = await Promise.all(phones.map(({ phoneIndex }) => system.phoneStatus(phoneIndex)));
  return phones.flatMap(({ phoneIndex }, n) =>
    statuses[n] === 'ready' ? [] : [`phone ${phoneIndex} is ${statuses[n]}`],
  );
}

const pair = (system: System, { phoneIndex, number }: WebPhone, signal: AbortSignal) =>
  until(
    `phone ${phoneIndex} is paired`,
    PAIRED_WITHIN_MS,
    async () => {
      const { qr } = await system.get<{ qr: string }>(`/api/v2/bots/demo/${phoneIndex}/qr`);
      await system.simulate('waWebSim', '/sim/scan', { qr, phoneNumber: number });
      return true;
    },
    { pollMs: 300, signal },
  );
