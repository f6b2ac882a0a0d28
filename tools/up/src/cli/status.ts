import Table from 'cli-table3';
import { askJson, CliError, type Orchestrator, type ProcessRow } from './orchestrator.ts';

interface Queue {
  waiting: number | null;
  active: number | null;
  delayed: number | null;
  failed: number | null;
  oldestSeconds: number | null;
}
interface Whole {
  status: string;
  queues: Record<string, Queue>;
  database: { status?: string };
  redis: { status?: string };
}

/** Processes as the orchestrator sees them, then queues and stores as the API does; each says so when it is away. */
export async function statusPage(orchestrator: Orchestrator, api: string, asJson: boolean): Promise<string> {
  const processes = await orchestrator.processes();
  const whole = await askJson(`${api}/health/all`)
    .then((answer) => answer as Whole)
    .catch((error: unknown) => {
      if (error instanceof CliError) return null;
      throw error;
    });
  if (asJson) return `${JSON.stringify({ processes, health: whole }, null, 2)}\n`;
  const rest = whole ? [queueTable(whole.queues), storesLine(whole)] : ['The API does not answer.'];
  return `${[processTable(processes), ...rest].join('\n')}\n`;
}

function processTable(processes: ProcessRow[]): string {
  const table = plain([
    'instance',
    'state',
    'pid',
    'port',
    'up',
    'memory',
    'restarts',
    'standby',
    'last exit',
  ]);
  for (const one of processes)
    table.push([
      one.instanceId,
      one.state,
      shown(one.pid),
      shown(one.port),
      one.pid === null ? '–' : span(one.uptimeSeconds),
      memory(one),
      one.restarts,
      shown(one.standbyPid),
      exitOf(one),
    ]);
  return table.toString();
}

function exitOf({ lastExit }: ProcessRow): string {
  if (!lastExit) return '–';
  const { cause, signal, code, at } = lastExit;
  return `${cause ?? signal ?? code ?? '?'} ${at}`;
}

function queueTable(queues: Record<string, Queue>): string {
  const table = plain(['queue', 'waiting', 'active', 'delayed', 'failed', 'oldest']);
  for (const [name, queue] of Object.entries(queues))
    table.push([
      name,
      shown(queue.waiting),
      shown(queue.active),
      shown(queue.delayed),
      shown(queue.failed),
      queue.oldestSeconds === null ? '–' : span(queue.oldestSeconds),
    ]);
  return table.toString();
}

const storesLine = ({ status, database, redis }: Whole) =>
  `the whole: ${status}, database: ${database.status ?? '?'}, Redis: ${redis.status ?? '?'}`;

const plain = (head: string[]) => new Table({ head, style: { head: [], border: [] } });
const shown = (value: number | null) => (value === null ? '–' : String(value));
const memory = ({ memoryMb, memoryLimitMb }: ProcessRow) =>
  memoryMb === null
    ? '–'
    : `${Math.round(memoryMb)}${memoryLimitMb === null ? '' : ` of ${memoryLimitMb}`} MB`;

/** 75 → `1m 15s`; the two largest units. */
export function span(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [Math.floor(seconds) % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return '0s';
  return parts
    .slice(first, first + 2)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ');
}
