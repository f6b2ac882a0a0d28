import { setTimeout as sleep } from 'node:timers/promises';
import { request } from '../system/http.ts';
import { DEMO } from './seed.ts';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 100;

interface Target {
  apiUrl: string;
  simUrl: string;
  key: string;
  signal: AbortSignal;
}

interface Bot {
  status?: string;
  desiredState?: string;
}

/**
 * Waits until the demo company's WhatsApp Web phone is ready, and scans its QR code with the simulator whenever it
 * shows one.
 * @returns null when it is ready, else one sentence on how it is
 */
export async function pairWebPhone(target: Target): Promise<string | null> {
  const bot = `${target.apiUrl}/api/v2/bots/${DEMO.companyId}/${DEMO.webPhone}`;
  const ask = { key: target.key, signal: target.signal };
  const untilMs = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await request(bot, ask);
    const { status = 'unknown', desiredState } = (answer?.body ?? {}) as Bot;
    if (status === 'ready') return null;
    if (desiredState === 'stop') return 'it is stopped, as somebody wanted it';
    if (performance.now() > untilMs) return `it is ${status} after ${READY_WITHIN_MS / 1000} s`;
    if (status === 'qr') await scan(bot, target);
    await sleep(POLL_MS, undefined, { signal: target.signal });
  }
}

/** A code that has expired in between is not known to the simulator: the next round sees the next code. */
async function scan(bot: string, { key, simUrl, signal }: Target): Promise<void> {
  const code = await request(`${bot}/qr`, { key, signal });
  if (code?.status !== 200) return;
  const { qr } = code.body as { qr: string };
  await request(`${simUrl}/sim/scan`, {
    method: 'POST',
    body: { qr, phoneNumber: DEMO.webNumber },
    signal,
  });
}
