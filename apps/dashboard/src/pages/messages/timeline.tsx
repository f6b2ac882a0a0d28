import { Text } from '@mantine/core';
import type { Schema } from '@watertight/client';
import { duration, fullTime, toneOf } from '../../ui/index.ts';
import './timeline.css';

type Event = Schema<'MessageWithTimeline'>['events'][number];

const WORDS: Record<string, string> = {
  'message.scheduled': 'Scheduled',
  'message.queued': 'Accepted',
  'message.sending': 'Being sent',
  'message.sent': 'Sent',
  'message.delivered': 'Delivered',
  'message.read': 'Read',
  'message.played': 'Played',
  'message.failed': 'Failed',
  'message.unconfirmed': 'Uncertain whether it was sent',
  'message.retried': 'Queued again',
  'message.cancelled': 'Cancelled',
  'message.expired': 'Expired',
  'message.received': 'Received',
  'message.edited': 'Edited',
  'message.revoked': 'Taken back',
  'message.reaction': 'Reaction',
};

const plain = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);

/** What happened to a message, in its order: with attempts, codes of the provider, and how long each step took. */
export function Timeline({ events }: { events: Event[] }) {
  return (
    <ol className="wt-timeline">
      {events.map((event, n) => {
        const before = events[n - 1];
        const tookMs = before ? Date.parse(event.at) - Date.parse(before.at) : 0;
        const facts = Object.entries(event.detail ?? {}).filter(
          ([, value]) => value !== null && value !== undefined,
        );
        return (
          <li key={`${event.at} ${event.type} ${n}`} data-tone={toneOf(event.type.replace('message.', ''))}>
            <Text size="sm" fw={560}>
              <span>{WORDS[event.type] ?? event.type}</span>
              {before && (
                <Text span size="xs" c="dimmed" fw={400}>
                  {' '}
                  after {tookMs < 1000 ? `${tookMs} ms` : duration(tookMs / 1000)}
                </Text>
              )}
            </Text>
            <Text size="xs" c="dimmed" className="wt-num">
              {fullTime(event.at)}
            </Text>
            {facts.map(([name, value]) => (
              <Text size="xs" key={name} style={{ overflowWrap: 'anywhere' }}>
                <Text span c="dimmed" inherit>
                  {name}
                </Text>{' '}
                {plain(value)}
              </Text>
            ))}
          </li>
        );
      })}
    </ol>
  );
}
