import { Anchor, Button, Drawer, Group, SimpleGrid, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { IconRotateClockwise2, IconTrash, IconX } from '@tabler/icons-react';
import type { Schema } from '@watertight/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId, useMay } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import {
  CodeBlock,
  Confirm,
  CopyIcon,
  curl,
  fullTime,
  json,
  Pill,
  ProblemAlert,
  refused,
  told,
} from '../../ui/index.ts';
import { preview } from './filter.ts';
import { Timeline } from './timeline.tsx';

type Full = Schema<'MessageWithTimeline'>;

const messageKey = (companyId: string, messageId: string) => ['message', companyId, messageId];

/** One message with everything that happened to it, over the list. */
export function Detail({ messageId, onClose }: { messageId: string; onClose(): void }) {
  const api = useApi();
  const companyId = useCompanyId();
  const queryKey = messageKey(companyId, messageId);
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/messages/{companyId}/{messageId}', {
          params: { path: { companyId, messageId } },
          signal,
        }),
      ),
  });
  useRefreshOn(
    queryKey,
    ({ data: told }) => (told['message'] as { id?: string } | undefined)?.id === messageId,
    250,
  );
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={<Text fw={620}>Message</Text>}
      closeButtonProps={{ 'aria-label': 'Close the message' }}
    >
      {error && !data && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={300} />}
      {data && <Contents message={data} />}
    </Drawer>
  );
}

function Contents({ message }: { message: Full }) {
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Pill status={message.status} />
        <Deeds message={message} />
      </Group>
      {message.error && <Failure error={message.error} />}
      <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {preview(message) || message.type}
      </Text>
      <Facts message={message} />
      <Tabs defaultValue="timeline" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
          <Tabs.Tab value="payload">Payload</Tabs.Tab>
          <Tabs.Tab value="curl">curl</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="timeline" pt="md">
          <Timeline events={message.events} />
        </Tabs.Panel>
        <Tabs.Panel value="payload" pt="md">
          <Stack gap="sm">
            {message.content['raw'] !== undefined && (
              <CodeBlock label="As WhatsApp gave it" code={json(message.content['raw'])} />
            )}
            <CodeBlock label="As the API tells it" code={json(message)} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="curl" pt="md">
          <CodeBlock
            label="Read it"
            code={curl('GET', `/api/v2/messages/${message.companyId}/${message.id}`)}
          />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function Failure({ error }: { error: NonNullable<Full['error']> }) {
  return (
    <div className="wt-card" role="alert" style={{ padding: 12, borderColor: 'var(--wt-bad)' }}>
      <Text size="sm" fw={560} c="var(--wt-bad)">
        {error.detail}
      </Text>
      <Text size="xs" c="dimmed" mt={4}>
        <Anchor
          href={`/docs/errors#${error.code}`}
          target="_blank"
          rel="noreferrer"
          size="xs"
          underline="always"
        >
          {error.code}
        </Anchor>
        {error.providerCode && ` · WhatsApp’s code ${error.providerCode}`}
        {error.retryable ? ' · trying again may help' : ' · trying the same again will not help'}
      </Text>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div style={{ minWidth: 0 }}>
      <Text size="xs" c="dimmed" component="dt">
        {label}
      </Text>
      <Text size="sm" component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
}

function Facts({ message }: { message: Full }) {
  const companyId = useCompanyId();
  return (
    <SimpleGrid component="dl" cols={2} spacing="sm" m={0}>
      <Fact label={message.direction === 'outbound' ? 'To' : 'From'}>
        <Anchor
          component={Link}
          to={`/c/${companyId}/messages?chatId=${encodeURIComponent(message.chatId)}`}
          inherit
        >
          {message.chatId}
        </Anchor>
      </Fact>
      <Fact label="Phone">
        {message.phoneIndex}, {message.connectionType === 'meta' ? 'Cloud API' : 'WhatsApp Web'}
        {message.fallbackFrom !== null && ` in place of ${message.fallbackFrom}`}
      </Fact>
      <Fact label="Created">{fullTime(message.createdAt)}</Fact>
      <Fact label="Attempts">{message.attempts}</Fact>
      {message.scheduledAt && <Fact label="Scheduled for">{fullTime(message.scheduledAt)}</Fact>}
      {message.expiresAt && <Fact label="Expires">{fullTime(message.expiresAt)}</Fact>}
      <Fact label="Id">
        <span className="wt-mono">{message.id}</span> <CopyIcon value={message.id} label="Copy the id" />
      </Fact>
      {message.providerMessageId && (
        <Fact label="WhatsApp’s id">
          <span className="wt-mono">{message.providerMessageId}</span>
        </Fact>
      )}
      {message.idempotencyKey && <Fact label="Idempotency key">{message.idempotencyKey}</Fact>}
    </SimpleGrid>
  );
}

const RETRYABLE = new Set(['failed', 'unconfirmed']);
const WAITING = new Set(['scheduled', 'queued']);
const GONE_OUT = new Set(['sent', 'delivered', 'read', 'played']);

/** Retry what failed, cancel what waits, delete what went out. */
function Deeds({ message }: { message: Full }) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const isAllowed = useMay('messages:send');
  const [isBusy, setBusy] = useState(false);
  const [asking, setAsking] = useState<'delete' | 'again' | null>(null);
  if (!isAllowed || message.direction !== 'outbound') return null;
  const asked = { params: { path: { companyId, messageId: message.id } } };
  const renew = () => queries.invalidateQueries({ queryKey: messageKey(companyId, message.id) });
  const retry = async () => {
    await unwrap(api.POST('/api/v2/messages/{companyId}/{messageId}/retry', asked));
    told('It is queued again.');
    await renew();
  };
  const remove = async () => {
    await unwrap(api.DELETE('/api/v2/messages/{companyId}/{messageId}', asked));
    told(WAITING.has(message.status) ? 'It is cancelled.' : 'It is deleted for everyone.');
    await renew();
  };
  const run = async (what: string, work: () => Promise<void>) => {
    setBusy(true);
    await work().catch((error: unknown) => refused(`${what}: not done`, error));
    setBusy(false);
  };
  return (
    <Group gap="xs">
      {RETRYABLE.has(message.status) && (
        <Button
          size="xs"
          loading={isBusy}
          leftSection={<IconRotateClockwise2 size={15} aria-hidden />}
          onClick={() => (message.status === 'unconfirmed' ? setAsking('again') : void run('Retry', retry))}
        >
          Retry
        </Button>
      )}
      {WAITING.has(message.status) && (
        <Button
          size="xs"
          variant="default"
          loading={isBusy}
          leftSection={<IconX size={15} aria-hidden />}
          onClick={() => void run('Cancel', remove)}
        >
          Cancel sending
        </Button>
      )}
      {GONE_OUT.has(message.status) && message.revokedAt === null && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={() => setAsking('delete')}
        >
          Delete for everyone
        </Button>
      )}
      <Confirm
        title="Delete it for everyone?"
        action="Delete"
        isOpen={asking === 'delete'}
        onClose={() => setAsking(null)}
        onConfirm={remove}
      >
        The person sees that a message was deleted. It stays on record here. This cannot be undone.
      </Confirm>
      <Confirm
        title="Send it again?"
        action="Send again"
        isOpen={asking === 'again'}
        onClose={() => setAsking(null)}
        onConfirm={retry}
      >
        It is not known whether it arrived: the person may get it twice.
      </Confirm>
    </Group>
  );
}
