import { Anchor, Button, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { Ago, Card, Confirm, fullTime, Page, Pill, ProblemAlert, told } from '../../ui/index.ts';
import { CHANNEL_NAMES, phoneQuery, phonesKey, sinceOf, type Bot, type Phone } from './data.ts';
import { Deeds } from './deeds.tsx';
import { FallbackForm } from './fallback.tsx';
import { LimitsForm } from './limits.tsx';
import { SandboxMark } from './list.tsx';
import { MetaWebhook } from './meta-webhook.tsx';
import { Pairing } from './pairing.tsx';

export function PhonePage() {
  const companyId = useCompanyId();
  const phoneIndex = Number(useParams()['phoneIndex']);
  const { data, error, refetch } = useQuery(phoneQuery(useApi(), companyId, phoneIndex));
  useRefreshOn(
    phonesKey(companyId),
    (event) => event.phoneIndex === phoneIndex && event.type.startsWith('phone.'),
    500,
  );
  if (error && !data)
    return (
      <Page title={`Phone ${phoneIndex}`}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        <Anchor component={Link} to={`/c/${companyId}/phones`}>
          All phones
        </Anchor>
      </Page>
    );
  if (!data)
    return (
      <Page title="Phone">
        <Skeleton h={240} radius="lg" />
      </Page>
    );
  const { phone, bot } = data;
  return (
    <Page
      title={phone.name ?? `Phone ${phone.phoneIndex}`}
      about={
        <>
          <Anchor component={Link} to={`/c/${companyId}/phones`} inherit>
            Phones
          </Anchor>{' '}
          / {CHANNEL_NAMES[phone.connectionType]}, index {phone.phoneIndex}{' '}
          {phone.mode === 'sandbox' && <SandboxMark />}
        </>
      }
      actions={<Deeds phone={phone} />}
    >
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Stack gap="md">
          <State bot={bot} />
          {phone.provider && <Provider provider={phone.provider} />}
          {phone.connectionType === 'meta' && <MetaWebhook phone={phone} />}
        </Stack>
        <Stack gap="md">
          <LimitsForm key={JSON.stringify(phone.limits)} phone={phone} />
          <FallbackForm key={JSON.stringify(phone.fallback)} phone={phone} />
        </Stack>
      </SimpleGrid>
      <Removal phone={phone} />
    </Page>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed" component="dt">
        {label}
      </Text>
      <Text size="sm" component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
}

const isPairing = ({ status }: Bot) => status === 'qr' || status === 'pairing';

function State({ bot }: { bot: Bot }) {
  return (
    <Card title="Connection">
      <Group gap="sm">
        <Pill status={bot.status} />
        <Text size="sm" c="dimmed">
          for <Ago at={sinceOf(bot)} suffix="" />
        </Text>
      </Group>
      {bot.reason && (
        <Text size="sm" mt="sm">
          {bot.reason}
          {bot.reasonCode && (
            <Text span size="xs" c="dimmed" className="wt-mono">
              {' '}
              {bot.reasonCode}
            </Text>
          )}
        </Text>
      )}
      <SimpleGrid component="dl" cols={2} spacing="sm" mt="md" mb={0}>
        <Fact label="Number">{bot.phoneNumber ? `+${bot.phoneNumber}` : 'not known yet'}</Fact>
        <Fact label="Wanted">{bot.desiredState === 'start' ? 'connected' : 'stopped'}</Fact>
        <Fact label="Worker">{bot.instanceId ?? 'none has it now'}</Fact>
        <Fact label="Last ready">{bot.connectedAt ? fullTime(bot.connectedAt) : 'never'}</Fact>
      </SimpleGrid>
      {isPairing(bot) && (
        <div style={{ marginTop: 16 }}>
          <Pairing phoneIndex={bot.phoneIndex} />
        </div>
      )}
    </Card>
  );
}

function Provider({ provider }: { provider: NonNullable<Phone['provider']> }) {
  return (
    <Card title="What Meta says of the number">
      <SimpleGrid component="dl" cols={2} spacing="sm" m={0}>
        <Fact label="Name">{provider.verifiedName ?? '–'}</Fact>
        <Fact label="Quality">{provider.qualityRating ?? '–'}</Fact>
        <Fact label="State">{provider.numberStatus ?? '–'}</Fact>
        <Fact label="Throughput">{provider.throughput ?? '–'}</Fact>
        <Fact label="People it may write to first in 24 h">
          {provider.messagingLimit === null
            ? 'any number, or not known'
            : `${provider.messagingUsed ?? 0} of ${provider.messagingLimit}`}
        </Fact>
        <Fact label="Asked">
          <Ago at={provider.checkedAt} />
        </Fact>
      </SimpleGrid>
    </Card>
  );
}

function Removal({ phone }: { phone: Phone }) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    const path = { companyId, phoneIndex: phone.phoneIndex };
    await unwrap(api.DELETE('/api/v2/companies/{companyId}/phones/{phoneIndex}', { params: { path } }));
    told('The phone is removed.');
    void navigate(`/c/${companyId}/phones`);
    await queries.invalidateQueries({ queryKey: phonesKey(companyId) });
  };
  return (
    <Group justify="flex-end">
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        Remove this phone
      </Button>
      <Confirm
        title="Remove this phone?"
        action="Remove"
        typed={String(phone.phoneIndex)}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={remove}
      >
        Its login is forgotten, and what waits to be sent from it fails. Its messages stay on record. This
        cannot be undone.
      </Confirm>
    </Group>
  );
}
