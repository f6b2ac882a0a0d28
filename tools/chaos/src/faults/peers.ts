import { PHONE_INDEX } from '../channels.ts';
import type { Constellation } from '../constellation.ts';
import { until } from '../until.ts';
import { META_BAR_SECONDS, WEB_PHONE_BAR_SECONDS, type Fault } from './fault.ts';

/** Long enough for a lane to be worked on at most moments, so that there is a holder to strike. */
const SLOW = { latencyMs: 250, faults: [] };
const QUICK = { latencyMs: 0, faults: [] };
const HOLDER_WITHIN_MS = 10_000;

const meta = { hits: 'meta', barSeconds: META_BAR_SECONDS } as const;
const web = { hits: 'wwebjs', barSeconds: WEB_PHONE_BAR_SECONDS } as const;
const withPeer = { since: 'fault', isUncertain: true, hasPeers: true } as const;

/**
 * Two workers of each channel, and the one that has the phone is struck. A frozen one wakes up after its lease went
 * to its peer, and believes that nothing has happened: then two owners must not both write.
 */
export const peerFaults: readonly Fault[] = [
  { name: 'kill-meta-holder', ...meta, ...withPeer, ...striking(metaHolder, kill), isLong: true },
  {
    name: 'freeze-meta',
    ...meta,
    ...withPeer,
    ...striking(metaHolder, freeze),
    lastsMs: [6000, 8000],
    isLong: true,
  },
  { name: 'kill-wwebjs-holder', ...web, ...withPeer, ...striking(webHolder, kill), isLong: true },
  {
    name: 'freeze-wwebjs',
    ...web,
    ...withPeer,
    ...striking(webHolder, freeze),
    lastsMs: [14_000, 16_000],
    isLong: true,
  },
];

type Holder = (system: Constellation) => Promise<string>;
type Strike = (pid: number) => { undo?: () => void };

function striking(holder: Holder, strike: Strike): Pick<Fault, 'inject' | 'heal'> {
  let struck: ReturnType<Strike> = {};
  return {
    async inject(constellation) {
      const instanceId = await holder(constellation);
      struck = strike(await constellation.system.pidOf(instanceId));
    },
    async heal({ system }) {
      struck.undo?.();
      await system.simulate('metaSim', '/sim/behaviour', QUICK);
    },
  };
}

function kill(pid: number) {
  process.kill(pid, 'SIGKILL');
  return {};
}

function freeze(pid: number) {
  process.kill(pid, 'SIGSTOP');
  return { undo: () => void process.kill(pid, 'SIGCONT') };
}

async function webHolder({ system }: Constellation): Promise<string> {
  const { instanceId } = await system.get<{ instanceId: string | null }>(
    `/api/v2/bots/demo/${PHONE_INDEX.wwebjs}`,
  );
  if (instanceId === null) throw new Error('No worker has the WhatsApp Web phone');
  return instanceId;
}

/** Lanes of the Cloud API have a holder only while their turn runs. */
async function metaHolder({ system, postgres }: Constellation): Promise<string> {
  await system.simulate('metaSim', '/sim/behaviour', SLOW);
  let holder: string | undefined;
  await until('a Meta worker has a lane', HOLDER_WITHIN_MS, async () => {
    const [row] = await postgres.query<{ owner: string }>(
      `SELECT owner FROM leases WHERE owner LIKE 'meta-%' AND expires_at > clock_timestamp()`,
    );
    holder = row?.owner.split('/')[0];
    return holder !== undefined;
  });
  return holder!; // it has come
}
