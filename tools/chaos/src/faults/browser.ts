import { WEB_NUMBER } from '../channels.ts';
import type { Constellation } from '../constellation.ts';
import { childrenOf } from '../processes.ts';
import { until } from '../until.ts';
import { WEB_PHONE_BAR_SECONDS, type Fault } from './fault.ts';

const atPhone =
  (change: Record<string, unknown> | null) =>
  ({ system }: Constellation): Promise<void> =>
    system.simulate('waWebSim', '/sim/behaviour', { faults: { [WEB_NUMBER]: change } });

const onWeb = {
  hits: 'wwebjs',
  barSeconds: WEB_PHONE_BAR_SECONDS,
  isUncertain: true,
} as const;

/** What happens to a browser, its page, and its connection to WhatsApp. */
export const browserFaults: readonly Fault[] = [
  { name: 'chromium-kill', ...onWeb, inject: killChromium, since: 'fault' },
  { name: 'page-crash', ...onWeb, inject: crashPage, since: 'fault' },
  { name: 'web-socket-drop', ...onWeb, inject: atPhone({ dropSocketOnce: true }), since: 'fault' },
  {
    name: 'web-refuses',
    ...onWeb,
    inject: atPhone({ refuse: true }),
    heal: atPhone(null),
    lastsMs: [2000, 4000],
    since: 'return',
  },
  {
    name: 'web-mute',
    ...onWeb,
    inject: atPhone({ mute: true }),
    heal: atPhone(null),
    lastsMs: [8000, 12_000],
    since: 'return',
    isLong: true,
  },
  {
    name: 'web-deaf',
    ...onWeb,
    inject: atPhone({ deaf: true }),
    heal: atPhone(null),
    lastsMs: [8000, 12_000],
    since: 'return',
    isLong: true,
  },
  { name: 'page-hangs', ...onWeb, inject: atPhone({ hangMs: 8000 }), since: 'fault', isLong: true },
];

/** The browser that the WhatsApp Web worker started for its phone, found below the worker's pid. */
async function killChromium({ system }: Constellation): Promise<void> {
  const browsers = (await childrenOf(await system.pidOf('wwebjs'))).filter(
    ({ args }) => args.includes('--user-data-dir=') && !args.includes('--type='),
  );
  if (browsers.length === 0) throw new Error('The WhatsApp Web worker has no Chromium');
  for (const { pid } of browsers) process.kill(pid, 'SIGKILL');
}

async function crashPage(constellation: Constellation): Promise<void> {
  await atPhone({ crashPage: true })(constellation);
  await until('the page is gone', 3000, async () => {
    const { devices } = await constellation.system.observe<{
      devices: { phone: string; connected: boolean }[];
    }>('waWebSim', '/sim/devices');
    return devices.some(({ phone, connected }) => phone === WEB_NUMBER && !connected);
  });
}
