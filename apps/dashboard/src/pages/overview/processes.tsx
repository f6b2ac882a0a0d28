import { Group, Progress, Text } from '@mantine/core';
import { Ago, duration, Pill } from '../../ui/index.ts';
import { processTitle } from './attention.ts';
import type { Health } from './data.ts';

type Process = Health['processes'][number];

const share = ({ memoryUsageMb, memoryLimitMb }: Process): number =>
  memoryLimitMb === null ? 0 : Math.min(100, (100 * memoryUsageMb) / memoryLimitMb);

const colour = (percent: number) =>
  percent > 85 ? 'var(--wt-bad)' : percent > 65 ? 'var(--wt-warn)' : 'var(--wt-accent)';

function Memory({ process }: { process: Process }) {
  const percent = share(process);
  const text =
    process.memoryLimitMb === null
      ? `${Math.round(process.memoryUsageMb)} MB`
      : `${Math.round(process.memoryUsageMb)} of ${process.memoryLimitMb} MB`;
  return (
    <Group gap={8} wrap="nowrap">
      {process.memoryLimitMb !== null && (
        <Progress
          value={percent}
          color={colour(percent)}
          size={6}
          w={70}
          aria-label={`Memory ${Math.round(percent)} %`}
        />
      )}
      <span className="wt-num">{text}</span>
    </Group>
  );
}

/** Each process: health, memory against its limit, restarts, and when it was last heard of. */
export function Processes({ processes }: { processes: Process[] }) {
  return (
    <div className="wt-scroll-x" tabIndex={0} role="region" aria-label="Processes">
      <table className="wt-table">
        <thead>
          <tr>
            <th>Process</th>
            <th>Health</th>
            <th>Memory</th>
            <th>Restarts</th>
            <th>Up for</th>
            <th>Heartbeat</th>
          </tr>
        </thead>
        <tbody>
          {processes.map((process) => (
            <tr key={`${process.processName} ${process.instanceId}`}>
              <td>
                <Text size="sm" fw={540}>
                  {processTitle(process.processName)}
                </Text>
                <Text size="xs" c="dimmed" className="wt-mono">
                  {process.instanceId}
                </Text>
              </td>
              <td>
                <Pill status={process.status} />
              </td>
              <td>{process.status === 'down' ? '–' : <Memory process={process} />}</td>
              <td className="wt-num">{process.restarts}</td>
              <td className="wt-num">{process.status === 'down' ? '–' : duration(process.uptimeSeconds)}</td>
              <td>{process.lastHeartbeatAt ? <Ago at={process.lastHeartbeatAt} /> : 'never'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const QUEUES = { wwebjs: 'WhatsApp Web', meta: 'Cloud API', webhook: 'Webhooks' } as const;

/** What waits for each worker, and for how long the oldest does. */
export function Queues({ queues }: { queues: Health['queues'] }) {
  return (
    <div className="wt-scroll-x" tabIndex={0} role="region" aria-label="Queues">
      <table className="wt-table">
        <thead>
          <tr>
            <th>Queue</th>
            <th>Waiting</th>
            <th>Active</th>
            <th>Delayed</th>
            <th>Failed, 24 h</th>
            <th>Oldest</th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(QUEUES) as (keyof typeof QUEUES)[]).map((name) => {
            const { waiting, active, delayed, failed, oldestSeconds } = queues[name];
            return (
              <tr key={name}>
                <td>{QUEUES[name]}</td>
                <td className="wt-num">{waiting}</td>
                <td className="wt-num">{active}</td>
                <td className="wt-num">{delayed}</td>
                <td className="wt-num">{failed}</td>
                <td className="wt-num">{waiting + active > 0 ? duration(oldestSeconds) : '–'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
