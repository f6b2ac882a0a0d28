import { Anchor, Button, Skeleton, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, Route, Routes, useNavigate } from 'react-router';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { Ago, Card, curl, Empty, Page, Pill, ProblemAlert, useNow } from '../../ui/index.ts';
import { webhooksKey, webhooksQuery, type Webhook } from './data.ts';
import { DeliveryDrawer } from './delivery.tsx';
import { Endpoint } from './endpoint.tsx';
import { eventsInWords } from './events.ts';
import { WebhookForm } from './form.tsx';
import type { Shown } from './secret.tsx';
import { stateOf } from './state.ts';

export default function Webhooks() {
  return (
    <Routes>
      <Route index element={<All />} />
      <Route path=":webhookId" element={<Endpoint />}>
        <Route path="deliveries/:deliveryId" element={<DeliveryDrawer />} />
      </Route>
    </Routes>
  );
}

function All() {
  const companyId = useCompanyId();
  const navigate = useNavigate();
  const [isMaking, setMaking] = useState(false);
  const { data, error, refetch } = useQuery(webhooksQuery(useApi(), companyId));
  useRefreshOn(webhooksKey(companyId), ({ type }) => type === 'webhook.disabled');
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      Add a webhook
    </Button>
  );
  const body = { url: 'https://shop.example/whatsapp-events', events: ['message.received'] };
  return (
    <Page
      title="Webhooks"
      about="Who is told what happens, signed, at least once, and in order for each chat"
      actions={data && data.data.length > 0 && add}
    >
      {error && !data && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={220} radius="lg" />}
      {data?.data.length === 0 && (
        <Card>
          <Empty
            title="Nobody is told what happens yet"
            action={add}
            curl={curl('POST', `/api/v2/webhooks/${companyId}`, body)}
          >
            Name an address, and each message that comes in, and each step of what goes out, is posted to it.
            What it refuses is tried again for three days.
          </Empty>
        </Card>
      )}
      {data && data.data.length > 0 && (
        <Card padding={0}>
          <List webhooks={data.data} />
        </Card>
      )}
      <WebhookForm
        webhook={null}
        isOpen={isMaking}
        onClose={() => setMaking(false)}
        onMade={({ id, secret, format }) => {
          const shown: Shown = { secret, format, previousUntil: null };
          void navigate(id, { state: { shown } });
        }}
      />
    </Page>
  );
}

function List({ webhooks }: { webhooks: Webhook[] }) {
  const now = useNow();
  return (
    <div className="wt-scroll-x" tabIndex={0} role="region" aria-label="Webhooks">
      <table className="wt-table">
        <thead>
          <tr>
            <th>Webhook</th>
            <th>State</th>
            <th>Events</th>
            <th>Format</th>
            <th>Last success</th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => {
            const { word, tone, why } = stateOf(webhook, now);
            return (
              <tr key={webhook.id}>
                <td>
                  <Anchor component={Link} to={webhook.id} size="sm" fw={540}>
                    {webhook.description ?? new URL(webhook.url).host}
                  </Anchor>
                  <Text size="xs" c="dimmed" className="wt-mono">
                    {webhook.url}
                  </Text>
                </td>
                <td>
                  <Pill status={word} tone={tone} />
                  {why && (
                    <Text size="xs" c="dimmed" maw={340} mt={2}>
                      {why}
                    </Text>
                  )}
                </td>
                <td>{eventsInWords(webhook.events)}</td>
                <td>{webhook.format === 'cloud-api' ? 'Cloud API' : 'Watertight'}</td>
                <td>{webhook.succeededAt ? <Ago at={webhook.succeededAt} /> : 'never'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
