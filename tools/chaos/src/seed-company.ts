import type { System } from '@watertight/e2e';
import { CHANNELS, PHONE_INDEX, WEB_NUMBER } from './channels.ts';
import { until } from './until.ts';

const READY_WITHIN_MS = 60_000;

/** A company with a phone of each channel, both connected. */
export async function seedCompany(
  system: System,
  { appSecret, signal }: { appSecret: string; signal: AbortSignal },
): Promise<void> {
  await system.post('/api/v2/companies', { id: 'demo', name: 'Chaos' });
  await system.post('/api/v2/companies/demo/phones', {
    phoneIndex: PHONE_INDEX.wwebjs,
    connectionType: 'wwebjs',
    mode: 'sandbox',
  });
  await system.post('/api/v2/companies/demo/phones', {
    phoneIndex: PHONE_INDEX.meta,
    connectionType: 'meta',
    mode: 'sandbox',
    meta: { phoneNumberId: '100000000000001', wabaId: '200000000000001', accessToken: 'chaos', appSecret },
  });
  await until('the WhatsApp Web phone is paired', READY_WITHIN_MS, () => pair(system), {
    pollMs: 200,
    signal,
  });
  for (const channel of CHANNELS) {
    const isReady = async () => (await system.phoneStatus(PHONE_INDEX[channel])) === 'ready';
    await until(`the ${channel} phone is ready`, READY_WITHIN_MS, isReady, { pollMs: 100, signal });
  }
}

async function pair(system: System): Promise<boolean> {
  const { qr } = await system.get<{ qr: string }>(`/api/v2/bots/demo/${PHONE_INDEX.wwebjs}/qr`);
  await system.simulate('waWebSim', '/sim/scan', { qr, phoneNumber: WEB_NUMBER });
  return true;
}
