import { Button, Group, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { Ago, Card, Confirm, curl, DeedTable, Empty, Listing, Page, told } from '../../ui/index.ts';
import { keysKey, keysQuery, revokeKey, type ApiKey } from './data.ts';
import { NewKey } from './new-key.tsx';

export default function ApiKeys() {
  const companyId = useCompanyId();
  const list = useInfiniteQuery(keysQuery(useApi(), companyId));
  const [isMaking, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const make = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      Make a key
    </Button>
  );
  return (
    <Page
      title="API keys"
      about="What programs sign in with: each with the scopes that it needs"
      actions={make}
    >
      <Card padding={0}>
        <Listing
          list={list}
          empty={
            <Empty
              title="No program has a key yet"
              curl={curl('POST', `/api/v2/companies/${companyId}/api-keys`, {
                name: 'Shop',
                scopes: ['messages:send', 'messages:read'],
              })}
            >
              A key goes in the header Authorization: Bearer. Make one for each program, so that one can be
              revoked without the others.
            </Empty>
          }
        >
          {(rows) => <KeyTable keys={rows} onRevoke={setRevoked} />}
        </Listing>
      </Card>
      {isMaking && <NewKey onClose={() => setMaking(false)} />}
      {revoked && <Revoke apiKey={revoked} onClose={() => setRevoked(null)} />}
    </Page>
  );
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey; onClose(): void }) {
  const api = useApi();
  const queries = useQueryClient();
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={`Revoke ${apiKey.name}?`}
      action="Revoke key"
      onConfirm={async () => {
        await revokeKey(api, apiKey);
        await queries.invalidateQueries({ queryKey: keysKey(apiKey.companyId) });
        told(`${apiKey.name} is revoked`);
      }}
    >
      Programs that use <span className="wt-mono">{apiKey.prefix}…</span> are answered 401 within five
      seconds, and it cannot be brought back. What they sent before is sent all the same.
    </Confirm>
  );
}

function KeyTable({ keys, onRevoke }: { keys: ApiKey[]; onRevoke(key: ApiKey): void }) {
  return (
    <DeedTable label="API keys" columns={['Name', 'May do', 'Rate limit', 'Last used', 'Made']}>
      {keys.map((key) => (
        <tr key={key.id}>
          <td>
            <Text size="sm" fw={540}>
              {key.name}
            </Text>
            <Text size="xs" c="dimmed" className="wt-mono">
              {key.prefix}…
            </Text>
          </td>
          <td>
            <Group gap={6}>
              {key.scopes.map((scope) => (
                <span key={scope} className="wt-tag">
                  {scope}
                </span>
              ))}
            </Group>
          </td>
          <td className="wt-num" style={{ whiteSpace: 'nowrap' }}>
            {key.requestsPerSecond === null ? 'none' : `${key.requestsPerSecond} a second`}
          </td>
          <td>{key.lastUsedAt ? <Ago at={key.lastUsedAt} /> : 'never'}</td>
          <td>
            <Ago at={key.createdAt} />
          </td>
          <td>
            <Group justify="flex-end">
              <Button
                variant="default"
                size="xs"
                aria-label={`Revoke ${key.name}`}
                onClick={() => onRevoke(key)}
              >
                Revoke
              </Button>
            </Group>
          </td>
        </tr>
      ))}
    </DeedTable>
  );
}
