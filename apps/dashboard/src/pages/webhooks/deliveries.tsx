import { Anchor, Button, Center, Group, Loader, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { Ago, Card, Empty, Pill, ProblemAlert, shortTime } from '../../ui/index.ts';
import { deliveriesKey, deliveriesQuery, type Delivery, type Webhook } from './data.ts';
import { RangeModal } from './range.tsx';

const FILTERS = [
  { value: 'all', label: 'All' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'failed', label: 'Failed' },
];

/** What a webhook was told, the newest first. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const companyId = useCompanyId();
  const [filter, setFilter] = useState('all');
  const [isRange, setRange] = useState(false);
  const status = filter === 'all' ? null : (filter as Delivery['status']);
  const query = useInfiniteQuery(deliveriesQuery(useApi(), companyId, webhook.id, status));
  const told = new Set<string>(webhook.events);
  useRefreshOn(
    deliveriesKey(companyId, webhook.id),
    ({ type }) => told.has('*') || told.has(type) || type === 'webhook.test',
  );
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  const rows = data?.pages.flatMap((page) => page.data);
  return (
    <Card
      title="Deliveries"
      padding={0}
      aside={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Which deliveries"
            data={FILTERS}
            value={filter}
            onChange={setFilter}
          />
          <Button size="xs" variant="default" onClick={() => setRange(true)}>
            Redeliver a range
          </Button>
        </Group>
      }
    >
      {error && !rows && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!rows && !error && <Skeleton h={180} m="md" />}
      {rows?.length === 0 && <None status={status} />}
      {rows && rows.length > 0 && <Rows rows={rows} />}
      {hasNextPage && (
        <Center p="sm">
          <Button
            size="xs"
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show older ones
          </Button>
        </Center>
      )}
      <RangeModal webhookId={webhook.id} isOpen={isRange} onClose={() => setRange(false)} />
    </Card>
  );
}

function None({ status }: { status: Delivery['status'] | null }) {
  if (status !== null)
    return (
      <Empty title={`No delivery is ${status}`}>
        {status === 'failed'
          ? 'A delivery fails when it was refused for three days. Until then it waits, and is tried again.'
          : 'Choose another filter to see the others.'}
      </Empty>
    );
  return (
    <Empty title="Nothing was delivered yet">
      Events from now on are posted to the address. Send a test event to see that the receiver takes them.
    </Empty>
  );
}

function Rows({ rows }: { rows: Delivery[] }) {
  return (
    <div className="wt-scroll-x" tabIndex={0} role="region" aria-label="Deliveries">
      <table className="wt-table">
        <thead>
          <tr>
            <th>Event</th>
            <th>Status</th>
            <th>Answer</th>
            <th>Attempts</th>
            <th>Made</th>
            <th>Next attempt</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <Anchor component={Link} to={`deliveries/${row.id}`} size="sm" className="wt-mono">
                  {row.eventType}
                </Anchor>
                <Text size="xs" c="dimmed" className="wt-mono">
                  {row.messageId ?? row.eventId}
                </Text>
              </td>
              <td>
                <Pill status={row.status} />
              </td>
              <td>
                <Answer delivery={row} />
              </td>
              <td className="wt-num">{row.attempts}</td>
              <td>
                <Ago at={row.createdAt} />
              </td>
              <td className="wt-num">{nextOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const nextOf = ({ status, nextAttemptAt }: Delivery): string =>
  status !== 'waiting' || nextAttemptAt === null ? '–' : shortTime(nextAttemptAt);

export function Answer({ delivery: { responseStatus, error, attempts } }: { delivery: Delivery }) {
  if (attempts === 0) return <Loader size={12} aria-label="Not tried yet" role="img" />;
  if (responseStatus !== null) return <span className="wt-num">{responseStatus}</span>;
  return (
    <Text size="xs" c="dimmed">
      {error ?? 'no answer'}
    </Text>
  );
}
