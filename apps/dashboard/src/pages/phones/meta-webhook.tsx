import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { asApiError, unwrap } from '../../session/problem.ts';
import { Card, CopyField, ProblemAlert, told } from '../../ui/index.ts';
import type { Phone } from './data.ts';

const PATH = '/api/meta/webhook';

/** Where Meta is to tell what happens: for copying into the app's settings, or set from here. */
export function MetaWebhook({ phone, verifyToken }: { phone: Phone; verifyToken?: string }) {
  const api = useApi();
  const companyId = useCompanyId();
  const [base, setBase] = useState(`https://${window.location.hostname}`);
  const [error, setError] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const callbackUrl = `${base.replace(/\/+$/, '')}${PATH}`;
  const subscribe = async () => {
    setBusy(true);
    setError(null);
    try {
      const path = { companyId, phoneIndex: phone.phoneIndex };
      const body = { callbackUrl, ...(verifyToken === undefined ? {} : { verifyToken }) };
      await unwrap(
        api.POST('/api/v2/companies/{companyId}/phones/{phoneIndex}/webhook-subscription', {
          params: { path },
          body,
        }),
      );
      told('Meta tells this gateway of the account from now on.');
    } catch (fault) {
      setError(asApiError(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title="Meta’s webhook">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          Meta tells of replies, deliveries and reads at this address. It is the Cloud API worker’s, and has
          to be reachable from the internet over HTTPS.
        </Text>
        <TextInput
          label="Public address of the Cloud API worker"
          value={base}
          onChange={(event) => setBase(event.currentTarget.value)}
        />
        <CopyField label="Callback URL" value={callbackUrl} />
        {verifyToken === undefined ? (
          <Text size="sm" c="dimmed">
            The verify token is the phone’s own, or META_VERIFY_TOKEN of the gateway; it is never shown again.
          </Text>
        ) : (
          <CopyField label="Verify token" value={verifyToken} />
        )}
        {error && <ProblemAlert error={error} />}
        <Group>
          <Button variant="default" loading={isBusy} onClick={() => void subscribe()}>
            Set it at Meta for me
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
