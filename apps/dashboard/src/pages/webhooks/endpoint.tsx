import { Anchor, Button, Group, Menu, Skeleton, Stack, Text } from '@mantine/core';
import { IconChevronDown, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { Ago, Card, Confirm, Page, Pill, ProblemAlert, refused, told, useNow } from '../../ui/index.ts';
import { deliveriesKey, webhookQuery, webhooksKey, type Webhook } from './data.ts';
import { Deliveries } from './deliveries.tsx';
import { eventsInWords } from './events.ts';
import { WebhookForm } from './form.tsx';
import { HowToVerify, RotateModal, SecretModal, type Shown } from './secret.tsx';
import { stateOf } from './state.ts';

/** One webhook: how it is doing, what can be done with it, and what it was told. */
export function Endpoint() {
  const { webhookId = '' } = useParams();
  const companyId = useCompanyId();
  const { data, error, refetch } = useQuery(webhookQuery(useApi(), companyId, webhookId));
  useRefreshOn(webhooksKey(companyId), ({ type }) => type === 'webhook.disabled');
  if (data) return <Loaded key={data.id} webhook={data} />;
  return (
    <Page title="Webhook" about={<Back />}>
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : <Skeleton h={300} />}
    </Page>
  );
}

function Back() {
  const companyId = useCompanyId();
  return (
    <Anchor component={Link} to={`/c/${companyId}/webhooks`} size="sm">
      All webhooks
    </Anchor>
  );
}

type Open = 'edit' | 'rotate' | 'delete' | 'verify' | null;

/** What the form hands over when it has made one: its secret, to be shown once. */
const handedOver = (state: unknown): Shown | null => (state as { shown?: Shown } | null)?.shown ?? null;

function Loaded({ webhook }: { webhook: Webhook }) {
  const navigate = useNavigate();
  const location = useLocation();
  const [open, setOpen] = useState<Open>(null);
  const [rotated, setRotated] = useState<Shown | null>(null);
  const close = () => setOpen(null);
  const made = handedOver(location.state);
  const forget = () => {
    setRotated(null);
    if (made) void navigate(location.pathname, { replace: true, state: null });
  };
  const remove = useRemove(webhook);
  return (
    <Page
      title={webhook.description ?? new URL(webhook.url).host}
      about={<Back />}
      actions={<Actions webhook={webhook} onOpen={setOpen} />}
    >
      <Facts webhook={webhook} />
      <Deliveries webhook={webhook} />
      {open === 'verify' && (
        <Card
          title="Verify a signature"
          aside={
            <Button size="xs" variant="default" onClick={close}>
              Close
            </Button>
          }
        >
          <HowToVerify format={webhook.format} />
        </Card>
      )}
      <Outlet />
      <WebhookForm webhook={webhook} isOpen={open === 'edit'} onClose={close} />
      <RotateModal webhook={webhook} isOpen={open === 'rotate'} onClose={close} onRotated={setRotated} />
      <SecretModal shown={rotated ?? made} onClose={forget} />
      <Confirm
        title="Delete the webhook?"
        action="Delete"
        isOpen={open === 'delete'}
        onClose={close}
        onConfirm={remove}
      >
        <span className="wt-mono">{webhook.url}</span> is told nothing any more, and its deliveries with their
        log are lost. To stop it for a while, disable it instead.
      </Confirm>
    </Page>
  );
}

function useRemove({ id }: Webhook) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    const path = { companyId, webhookId: id };
    await unwrap(api.DELETE('/api/v2/webhooks/{companyId}/{webhookId}', { params: { path } }));
    told('Deleted');
    await navigate(`/c/${companyId}/webhooks`);
    queries.removeQueries({ queryKey: [...webhooksKey(companyId), 'one', id] });
    await queries.invalidateQueries({ queryKey: webhooksKey(companyId) });
  };
}

function Actions({ webhook, onOpen }: { webhook: Webhook; onOpen(open: Open): void }) {
  const { id, enabled } = webhook;
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const path = { companyId, webhookId: id };
  const test = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v2/webhooks/{companyId}/{webhookId}/test', { params: { path } })),
    onSuccess() {
      told('A test event is on its way');
      void queries.invalidateQueries({ queryKey: deliveriesKey(companyId, id) });
    },
    onError: (error) => refused('No test event', error),
  });
  const able = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/api/v2/webhooks/{companyId}/{webhookId}', {
          params: { path },
          body: { enabled: !enabled },
        }),
      ),
    onSuccess({ enabled: isOn }) {
      told(isOn ? 'Enabled' : 'Disabled');
      void queries.invalidateQueries({ queryKey: webhooksKey(companyId) });
    },
    onError: (error) => refused(enabled ? 'Not disabled' : 'Not enabled', error),
  });
  return (
    <>
      {enabled ? (
        <Button
          leftSection={<IconSend size={16} aria-hidden />}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          Send a test event
        </Button>
      ) : (
        <Button loading={able.isPending} onClick={() => able.mutate()}>
          Enable
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onOpen('edit')}>Edit</Menu.Item>
          <Menu.Item onClick={() => onOpen('rotate')}>Rotate the secret</Menu.Item>
          <Menu.Item onClick={() => onOpen('verify')}>How to verify a signature</Menu.Item>
          {enabled && <Menu.Item onClick={() => able.mutate()}>Disable</Menu.Item>}
          <Menu.Divider />
          <Menu.Item c="var(--wt-bad)" onClick={() => onOpen('delete')}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function Facts({ webhook }: { webhook: Webhook }) {
  const { word, tone, why } = stateOf(webhook, useNow());
  const isTwo = webhook.secretCount > 1;
  return (
    <Card>
      <Stack gap="sm">
        <Group gap="sm">
          <Pill status={word} tone={tone} />
          <Text size="sm" className="wt-mono" style={{ overflowWrap: 'anywhere' }}>
            {webhook.url}
          </Text>
        </Group>
        {why && (
          <Text size="sm" role="status">
            {why}
            {webhook.disabledAt && (
              <>
                {' '}
                Disabled <Ago at={webhook.disabledAt} />.
              </>
            )}
          </Text>
        )}
        <Group gap="xl">
          <Fact label="Events">{eventsInWords(webhook.events)}</Fact>
          <Fact label="Format">{webhook.format === 'cloud-api' ? 'Cloud API' : 'Watertight'}</Fact>
          <Fact label="Phones">
            {webhook.phoneIndex === null ? 'All' : `Only phone ${webhook.phoneIndex}`}
          </Fact>
          <Fact label="Last success">{webhook.succeededAt ? <Ago at={webhook.succeededAt} /> : 'never'}</Fact>
          <Fact label="Secrets">
            {isTwo ? `${webhook.secretCount} sign, until the older end` : 'One signs'}
          </Fact>
        </Group>
      </Stack>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  );
}
