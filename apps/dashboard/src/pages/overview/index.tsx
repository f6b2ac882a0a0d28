import { Anchor, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId, useMay } from '../../session/hooks.ts';
import { Card, curl, Empty, Page, Pill, ProblemAlert } from '../../ui/index.ts';
import { concerns, type Concern } from './attention.ts';
import { Lines } from './chart.tsx';
import { activityKey, activityQuery, botsKey, botsQuery, failedQuery, healthQuery, MINUTES } from './data.ts';
import { Processes, Queues } from './processes.tsx';
import { CHANNELS, chartOf, STATES, type Chart } from './series.ts';

export default function Overview() {
  const reads = useMay('messages:read');
  const { data: health, error, refetch } = useQuery(healthQuery(useApi()));
  return (
    <Page
      title="Overview"
      about="How the gateway is, and what needs you first"
      actions={health && <Pill status={health.status}>{WORDS[health.status]}</Pill>}
    >
      {error && !health && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <Attention />
      {reads && <ActivityCharts />}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Card title="Processes" padding={0}>
          {health ? <Processes processes={health.processes} /> : <Skeleton h={220} m="md" />}
        </Card>
        <Stack gap="md">
          <Card title="Queues" padding={0}>
            {health ? <Queues queues={health.queues} /> : <Skeleton h={150} m="md" />}
          </Card>
          {health && (
            <Card title="Stores">
              <Group gap="xl">
                <StoreLine name="PostgreSQL" store={health.database} />
                <StoreLine name="Redis" store={health.redis} />
              </Group>
            </Card>
          )}
        </Stack>
      </SimpleGrid>
    </Page>
  );
}

const WORDS = { ok: 'All is well', degraded: 'Degraded', down: 'Down' } as const;

function StoreLine({ name, store }: { name: string; store: { status: string; latencyMs: number } }) {
  return (
    <Group gap={8}>
      <Text size="sm">{name}</Text>
      <Pill status={store.status} />
      <Text size="xs" c="dimmed" className="wt-num">
        {store.latencyMs.toFixed(1)} ms
      </Text>
    </Group>
  );
}

function Attention() {
  const api = useApi();
  const companyId = useCompanyId();
  const [manages, reads] = [useMay('phones:manage'), useMay('messages:read')];
  const { data: health } = useQuery(healthQuery(api));
  const bots = useQuery({ ...botsQuery(api, companyId), enabled: manages || reads });
  const failed = useQuery({ ...failedQuery(api, companyId), enabled: reads });
  useRefreshOn(botsKey(companyId), ({ type }) => type === 'phone.status');
  useRefreshOn(failedQuery(api, companyId).queryKey, ({ type }) => LOST.has(type), 3000);
  const found = concerns({
    health,
    bots: bots.data?.data,
    failed: failed.data && { count: failed.data.data.length, isMore: failed.data.nextCursor !== null },
  });
  if (!health) return <Skeleton h={52} radius="lg" />;
  if (found.length === 0)
    return (
      <section className="wt-card" style={{ padding: '14px 16px' }} aria-label="Needs attention">
        <Group gap="sm">
          <IconCircleCheck size={20} color="var(--wt-good)" aria-hidden />
          <Text size="sm">Nothing needs you now.</Text>
        </Group>
      </section>
    );
  return (
    <Card title="Needs attention" padding={0}>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {found.map((concern) => (
          <ConcernLine key={concern.text} concern={concern} />
        ))}
      </ul>
    </Card>
  );
}

const LOST = new Set(['message.failed', 'message.unconfirmed', 'message.retried', 'message.sent']);

function ConcernLine({ concern: { level, text, detail, to } }: { concern: Concern }) {
  const companyId = useCompanyId();
  const isBad = level === 'bad';
  const Icon = isBad ? IconExclamationCircle : IconAlertTriangle;
  return (
    <li style={{ padding: '10px 16px', borderTop: '1px solid var(--wt-line)', marginTop: -1 }}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Icon
          size={19}
          color={isBad ? 'var(--wt-bad)' : 'var(--wt-warn)'}
          style={{ flex: 'none' }}
          aria-hidden
        />
        <div>
          <Text size="sm" fw={560}>
            {to === undefined ? (
              text
            ) : (
              <Anchor component={Link} to={`/c/${companyId}/${to}`} inherit>
                {text}
              </Anchor>
            )}
          </Text>
          <Text size="sm" c="dimmed">
            {detail}
          </Text>
        </div>
      </Group>
    </li>
  );
}

const sumsOf = ({ labels, data: [, ...rows] }: Chart): string =>
  labels.map((label, n) => `${label}: ${rows[n]?.reduce((sum, count) => sum + count, 0) ?? 0}`).join(', ');

const CHANNEL_COLOURS = ['--wt-accent', '--wt-info', '--wt-warn'];
const STATE_COLOURS = ['--wt-good', '--wt-info', '--wt-warn', '--wt-bad'];

function ActivityCharts() {
  const api = useApi();
  const companyId = useCompanyId();
  const { data, error, refetch } = useQuery(activityQuery(api, companyId));
  useRefreshOn(activityKey(companyId), ({ type }) => type.startsWith('message.'), 2000);
  const charts = useMemo(
    () => (data ? { channels: chartOf(data, CHANNELS), states: chartOf(data, STATES) } : null),
    [data],
  );
  if (error && !data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!charts || !data) return <Skeleton h={260} radius="lg" />;
  if (data.counts.length === 0)
    return (
      <Card>
        <Empty
          title="No messages in the last hour"
          curl={curl('POST', `/api/v2/messages/text/${companyId}/60123456789`, { message: 'Hello' })}
        >
          Send one, and watch it here.
        </Empty>
      </Card>
    );
  const isShort = Date.parse(data.to) - Date.parse(data.from) < (MINUTES - 2) * 60_000;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Card title="Messages a minute, by channel" aside={isShort && <Short />}>
        <Lines chart={charts.channels} colours={CHANNEL_COLOURS} summary={sumsOf(charts.channels)} />
      </Card>
      <Card title="Messages a minute, by state" aside={isShort && <Short />}>
        <Lines chart={charts.states} colours={STATE_COLOURS} summary={sumsOf(charts.states)} />
      </Card>
    </SimpleGrid>
  );
}

const Short = () => (
  <Text size="xs" c="dimmed">
    the newest 100,000 messages
  </Text>
);
