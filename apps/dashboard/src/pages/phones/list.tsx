import { Anchor, Button, Group, Skeleton, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useRefreshOn } from '../../live/refresh.ts';
import './list.css';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { Ago, Card, curl, Empty, Page, Pill, ProblemAlert } from '../../ui/index.ts';
import { Deeds } from './deeds.tsx';
import { CHANNEL_NAMES, phonesKey, phonesQuery, sinceOf, type PhoneWithBot } from './data.ts';

export function PhoneList() {
  const companyId = useCompanyId();
  const { data, error, refetch } = useQuery(phonesQuery(useApi(), companyId));
  useRefreshOn(phonesKey(companyId), ({ type }) => type === 'phone.status' || type === 'phone.quality');
  const add = (
    <Button
      component={Link}
      to={`/c/${companyId}/phones/new`}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      Add a phone
    </Button>
  );
  return (
    <Page title="Phones" about="Numbers that send and receive, and how each is connected" actions={add}>
      {error && !data && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={200} radius="lg" />}
      {data && (
        <Card padding={0}>
          {data.phones.length === 0 ? (
            <Empty
              title="No phone yet"
              action={add}
              curl={curl('POST', `/api/v2/companies/${companyId}/phones`, {
                connectionType: 'wwebjs',
                name: 'Support',
              })}
            >
              A phone is a number on WhatsApp: one that you pair by a QR code, or one of Meta’s Cloud API.
              Both send and receive through the same calls.
            </Empty>
          ) : (
            <PhoneTable phones={data.phones} />
          )}
          {data.isMore && (
            <Text size="sm" c="dimmed" p="md">
              These are the first 200.
            </Text>
          )}
        </Card>
      )}
    </Page>
  );
}

export const SandboxMark = () => (
  <span className="wt-mark" title="Talks to a simulator: nothing sent from it reaches anybody">
    sandbox
  </span>
);

function PhoneTable({ phones }: { phones: PhoneWithBot[] }) {
  const companyId = useCompanyId();
  return (
    <div className="wt-fold" tabIndex={0} role="region" aria-label="Phones">
      <table className="wt-table">
        <thead>
          <tr>
            <th>Phone</th>
            <th>Channel</th>
            <th>Number</th>
            <th>State</th>
            <th>Since</th>
            <th>
              <span className="wt-visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {phones.map(({ phone, bot }) => (
            <tr key={phone.phoneId}>
              <td>
                <Group gap={8} wrap="nowrap">
                  <Text size="sm" c="dimmed" className="wt-num" w={20} ta="right">
                    {phone.phoneIndex}
                  </Text>
                  <Anchor
                    component={Link}
                    to={`/c/${companyId}/phones/${phone.phoneIndex}`}
                    size="sm"
                    fw={560}
                  >
                    {phone.name ?? `Phone ${phone.phoneIndex}`}
                  </Anchor>
                  {phone.mode === 'sandbox' && <SandboxMark />}
                </Group>
              </td>
              <td data-label="Channel">{CHANNEL_NAMES[phone.connectionType]}</td>
              <td className="wt-num" data-label="Number">
                {bot?.phoneNumber ? `+${bot.phoneNumber}` : '–'}
              </td>
              <td>
                <Pill status={bot?.status ?? phone.status} />
                {bot?.reason && (
                  <Text size="xs" c="dimmed" mt={2} maw={340}>
                    {bot.reason}
                  </Text>
                )}
              </td>
              <td data-label="Since">{bot ? <Ago at={sinceOf(bot)} suffix="" /> : '–'}</td>
              <td style={{ textAlign: 'right' }}>
                <Deeds phone={phone} isCompact />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
