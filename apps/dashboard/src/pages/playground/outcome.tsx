import { Alert, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { Card, CodeBlock, json, Pill, ProblemAlert, shortTime } from '../../ui/index.ts';
import { sentKey, sentQuery, type Message } from './data.ts';

const idIn = (data: Record<string, unknown>): unknown =>
  (data['message'] as { id?: unknown } | undefined)?.id;

/** A message that was sent from here, followed until it is read. */
export function Outcome({ messageId }: { messageId: string }) {
  const companyId = useCompanyId();
  const { data, error, refetch } = useQuery(sentQuery(useApi(), companyId, messageId));
  useRefreshOn(
    sentKey(companyId, messageId),
    ({ type, data: of }) => type.startsWith('message.') && idIn(of) === messageId,
    250,
  );
  return (
    <Card title="What became of it" aside={data && <Pill status={data.status} />}>
      {error && !data && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={120} />}
      {data && (
        <Stack gap="sm">
          <Timeline message={data} />
          {data.error && (
            <Alert
              variant="outline"
              color="red"
              title={data.error.code}
              styles={{ message: { color: 'var(--wt-text)' }, title: { color: 'var(--wt-bad)' } }}
            >
              {data.error.detail}
              {data.error.providerCode && ` WhatsApp’s code: ${data.error.providerCode}.`}
              {data.error.retryable && ' It is tried again.'}
            </Alert>
          )}
          <details>
            <summary>The answer</summary>
            <CodeBlock code={json(data)} label="As the API tells it now" />
          </details>
        </Stack>
      )}
    </Card>
  );
}

function Timeline({ message: { events } }: { message: Message }) {
  return (
    <ol aria-label="Timeline" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {events.map(({ type, at }, index) => (
        <li key={`${type} ${index}`} style={{ padding: '3px 0' }}>
          <Group gap="sm">
            <Text size="xs" c="dimmed" className="wt-num" w={76}>
              {shortTime(at)}
            </Text>
            <Pill status={type.replace('message.', '')} />
          </Group>
        </li>
      ))}
    </ol>
  );
}
