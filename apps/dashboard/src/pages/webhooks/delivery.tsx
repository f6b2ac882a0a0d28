import { Button, Drawer, Group, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { CodeBlock, fullTime, json, Pill, ProblemAlert, refused, told } from '../../ui/index.ts';
import { deliveriesKey, deliveryQuery, webhooksKey, type Attempt, type DeliveryWithLog } from './data.ts';

/** One delivery beside its list: what was posted, and what each attempt was answered. */
export function DeliveryDrawer() {
  const { webhookId = '', deliveryId = '' } = useParams();
  const companyId = useCompanyId();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(deliveryQuery(useApi(), companyId, webhookId, deliveryId));
  return (
    <Drawer
      opened
      onClose={() => void navigate(`/c/${companyId}/webhooks/${webhookId}`)}
      position="right"
      size="xl"
      title={<Text fw={620}>{data ? data.eventType : 'Delivery'}</Text>}
    >
      {error && !data && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={300} />}
      {data && <Contents delivery={data} />}
    </Drawer>
  );
}

function Contents({ delivery }: { delivery: DeliveryWithLog }) {
  const { id, webhookId, eventId, messageId, status, attempts, createdAt, nextAttemptAt } = delivery;
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const redeliver = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v2/webhooks/{companyId}/deliveries/{deliveryId}/redeliver', {
          params: { path: { companyId, deliveryId: id } },
        }),
      ),
    onSuccess(made) {
      told(made.id === id ? 'It is tried now' : 'It is delivered again, as a new delivery');
      void queries.invalidateQueries({ queryKey: deliveriesKey(companyId, webhookId) });
      void queries.invalidateQueries({ queryKey: webhooksKey(companyId) });
      if (made.id !== id) void navigate(`/c/${companyId}/webhooks/${webhookId}/deliveries/${made.id}`);
    },
    onError: (error) => refused('Not redelivered', error),
  });
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <Pill status={status} />
            <Text size="sm" c="dimmed">
              {attempts} {attempts === 1 ? 'attempt' : 'attempts'} since {fullTime(createdAt)}
            </Text>
          </Group>
          {status === 'waiting' && nextAttemptAt && (
            <Text size="xs" c="dimmed" mt={4}>
              Tried next at {fullTime(nextAttemptAt)}, at the earliest
            </Text>
          )}
        </div>
        <Button
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={redeliver.isPending}
          onClick={() => redeliver.mutate()}
        >
          {status === 'waiting' ? 'Try now' : 'Redeliver'}
        </Button>
      </Group>
      <Group gap="xl">
        <Fact label="Event" value={eventId} />
        {messageId && (
          <Fact
            label="Message"
            value={<Link to={`/c/${companyId}/messages/${messageId}`}>{messageId}</Link>}
          />
        )}
        <Fact label="Delivery" value={id} />
      </Group>
      <Attempts delivery={delivery} />
      <CodeBlock code={json(delivery.body)} label="What is posted" />
    </Stack>
  );
}

function Fact({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="xs" className="wt-mono">
        {value}
      </Text>
    </div>
  );
}

function Attempts({ delivery: { log } }: { delivery: DeliveryWithLog }) {
  const newest = [...log].reverse();
  const [first] = newest;
  if (!first)
    return (
      <Text size="sm" c="dimmed" role="status">
        Not tried yet.
      </Text>
    );
  return (
    <Tabs defaultValue={String(first.attempt)} key={first.attempt} keepMounted={false}>
      <Tabs.List aria-label="Attempts">
        {newest.map(({ attempt, status }) => (
          <Tabs.Tab key={attempt} value={String(attempt)}>
            Attempt {attempt}: {status ?? 'no answer'}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {newest.map((attempt) => (
        <Tabs.Panel key={attempt.attempt} value={String(attempt.attempt)} pt="md">
          <AttemptView attempt={attempt} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const lines = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

function AttemptView({
  attempt: { at, durationMs, status, error, request, response },
}: {
  attempt: Attempt;
}) {
  return (
    <Stack gap="sm">
      <Text size="sm">
        {status === null ? 'Nobody answered' : `Answered ${status}`} after{' '}
        <span className="wt-num">{durationMs.toLocaleString()} ms</span>, at {fullTime(at)}
        {error && `: ${error}`}
      </Text>
      {response && (
        <>
          <CodeBlock
            code={response.body || '(nothing)'}
            label="The answer’s body; of a long one the beginning"
          />
          <CodeBlock code={lines(response.headers)} label="The answer’s headers" />
        </>
      )}
      <CodeBlock code={lines(request.headers)} label="The request’s headers; signatures are not kept" />
    </Stack>
  );
}
