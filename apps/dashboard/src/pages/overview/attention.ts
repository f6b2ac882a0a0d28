import type { Bot, Health } from './data.ts';

export interface Concern {
  level: 'bad' | 'warn';
  text: string;
  detail: string;
  /** Below the company. */
  to?: string;
}

const OLD_SECONDS = 60;
const MEMORY_SHARE = 0.85;
const PROCESSES: Record<string, string> = {
  api: 'API',
  wwebjs: 'WhatsApp Web worker',
  meta: 'Cloud API worker',
  webhook: 'Webhook worker',
  orchestrator: 'Supervisor',
};

export const processTitle = (name: string): string => PROCESSES[name] ?? name;

/** What somebody should look at, the worst first. */
export function concerns({
  health,
  bots,
  failed,
}: {
  health?: Health | undefined;
  bots?: Bot[] | undefined;
  failed?: { count: number; isMore: boolean } | undefined;
}): Concern[] {
  const all = [...ofHealth(health), ...ofBots(bots ?? []), ...ofFailed(failed)];
  return [...all.filter(({ level }) => level === 'bad'), ...all.filter(({ level }) => level === 'warn')];
}

function ofHealth(health: Health | undefined): Concern[] {
  if (!health) return [];
  const stores = (['database', 'redis'] as const)
    .filter((name) => health[name].status === 'down')
    .map((name): Concern => ({
      level: 'bad',
      text: name === 'database' ? 'The database cannot be reached' : 'Redis cannot be reached',
      detail:
        name === 'database'
          ? 'Nothing can be accepted until it is back.'
          : 'Messages are accepted and kept; sending goes on when it is back.',
    }));
  const processes = health.processes.flatMap((process): Concern[] => {
    const name = processTitle(process.processName);
    if (process.status === 'down')
      return [
        {
          level: 'bad',
          text: `${name} is down`,
          detail: process.lastHeartbeatAt
            ? `Instance ${process.instanceId} gives no sign of life. The other channel goes on.`
            : 'It was never seen since the API started.',
        },
      ];
    if (process.memoryLimitMb !== null && process.memoryUsageMb > process.memoryLimitMb * MEMORY_SHARE)
      return [
        {
          level: 'warn',
          text: `${name} is near its memory limit`,
          detail: `${Math.round(process.memoryUsageMb)} of ${process.memoryLimitMb} MB. Above it, it is restarted.`,
        },
      ];
    return [];
  });
  const queues = Object.entries(health.queues)
    .filter(([, { oldestSeconds }]) => oldestSeconds > OLD_SECONDS)
    .map(([name, { waiting, oldestSeconds }]): Concern => ({
      level: 'warn',
      text: `${name === 'webhook' ? 'Webhook deliveries wait' : `Messages wait for the ${processTitle(name)}`}`,
      detail: `${waiting} wait, the oldest for ${Math.round(oldestSeconds)} s.`,
      ...(name === 'webhook' ? {} : { to: 'messages?status=queued' }),
    }));
  return [...stores, ...processes, ...queues];
}

const BROKEN = ['failed', 'disconnected'];
const ASKING = ['qr', 'pairing'];

const ofBots = (bots: Bot[]): Concern[] =>
  bots.flatMap((bot): Concern[] => {
    const to = `phones/${bot.phoneIndex}`;
    if (bot.desiredState === 'start' && BROKEN.includes(bot.status))
      return [
        {
          level: 'bad',
          text: `Phone ${bot.phoneIndex} is ${bot.status}`,
          detail: bot.reason ?? 'No reason was given.',
          to,
        },
      ];
    if (ASKING.includes(bot.status))
      return [
        {
          level: 'warn',
          text: `Phone ${bot.phoneIndex} waits to be paired`,
          detail: 'Scan its QR code, or ask for a pairing code.',
          to,
        },
      ];
    return [];
  });

const failedText = ({ count, isMore }: { count: number; isMore: boolean }): string =>
  count === 1 && !isMore
    ? '1 message failed or is uncertain'
    : `${count}${isMore ? ' or more' : ''} messages failed or are uncertain`;

const ofFailed = (failed: { count: number; isMore: boolean } | undefined): Concern[] =>
  !failed || failed.count === 0
    ? []
    : [
        {
          level: 'warn',
          text: failedText(failed),
          detail: 'Look at why, and retry those that may go.',
          to: 'messages?status=failed,unconfirmed',
        },
      ];
