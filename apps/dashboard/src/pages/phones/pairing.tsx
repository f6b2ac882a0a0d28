import {
  Button,
  Center,
  Group,
  Progress,
  Skeleton,
  Stack,
  Tabs,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { asApiError, unwrap } from '../../session/problem.ts';
import { CopyIcon, ProblemAlert, useNow } from '../../ui/index.ts';
import { qrKey, qrQuery, type QrCode } from './data.ts';

/** Of one code; it only makes the bar beside it go down evenly. */
const CODE_SECONDS = 20;

/** How a WhatsApp Web phone is linked: by a QR code that renews itself, or by a code that is typed on the phone. */
export function Pairing({ phoneIndex }: { phoneIndex: number }) {
  return (
    <Tabs defaultValue="qr" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="qr">QR code</Tabs.Tab>
        <Tabs.Tab value="code">Pairing code</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="qr" pt="md">
        <Qr phoneIndex={phoneIndex} />
      </Tabs.Panel>
      <Tabs.Panel value="code" pt="md">
        <Code phoneIndex={phoneIndex} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** The code of a phone, drawn, and renewed as it changes. */
export function Qr({ phoneIndex }: { phoneIndex: number }) {
  const companyId = useCompanyId();
  const { data, error, refetch } = useQuery(qrQuery(useApi(), companyId, phoneIndex));
  useRefreshOn(
    qrKey(companyId, phoneIndex),
    (event) => event.type === 'phone.qr' && event.phoneIndex === phoneIndex,
    0,
  );
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <Group align="flex-start" gap="lg">
      {data ? <Drawn code={data} /> : <Skeleton w={240} h={240} />}
      <Stack gap={6} maw={340}>
        <Text size="sm" fw={540}>
          On the phone that is to be linked
        </Text>
        <Text size="sm" component="ol" m={0} pl={18}>
          <li>Open WhatsApp</li>
          <li>Settings, then Linked devices</li>
          <li>Link a device, and point the camera here</li>
        </Text>
        <Text size="sm" c="dimmed">
          The code changes every few seconds, here too. You do not need to load the page again.
        </Text>
      </Stack>
    </Group>
  );
}

function Drawn({ code: { qr, expiresAt } }: { code: QrCode }) {
  const left = Math.max(0, (Date.parse(expiresAt) - useNow()) / 1000);
  return (
    <Stack gap={8} w={240}>
      <Center bg="white" p={12} style={{ borderRadius: 12, border: '1px solid var(--wt-line)' }} data-qr={qr}>
        <QRCodeSVG value={qr} size={214} level="L" title="QR code to scan with WhatsApp" />
      </Center>
      <Progress
        value={Math.min(100, (100 * left) / CODE_SECONDS)}
        size={4}
        aria-label="Time until the next code"
      />
    </Stack>
  );
}

interface Given {
  code: string;
  expiresAt: string;
}

function Code({ phoneIndex }: { phoneIndex: number }) {
  const api = useApi();
  const companyId = useCompanyId();
  const [phoneNumber, setPhoneNumber] = useState('');
  const [given, setGiven] = useState<Given | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    setError(null);
    try {
      const path = { companyId, phoneIndex };
      const body = { phoneNumber: phoneNumber.replaceAll(/[^+0-9]/g, '') };
      setGiven(
        await unwrap(
          api.POST('/api/v2/bots/{companyId}/{phoneIndex}/pairing-code', { params: { path }, body }),
        ),
      );
    } catch (fault) {
      setError(asApiError(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="md" maw={460}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <Group align="flex-end" gap="xs">
          <TextInput
            label="Number of the phone"
            description="With the country code"
            placeholder="+60 12 345 6789"
            inputMode="tel"
            required
            value={phoneNumber}
            onChange={(event) => setPhoneNumber(event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <Button type="submit" loading={isBusy}>
            Get a code
          </Button>
        </Group>
      </form>
      {error && <ProblemAlert error={error} />}
      {given && (
        <div role="status">
          <VisuallyHidden>Pairing code {given.code.split('').join(' ')}</VisuallyHidden>
          <Group gap="xs">
            <Text className="wt-mono" fz={30} fw={600} lts={4} data-pairing-code={given.code}>
              {given.code.slice(0, 4)}-{given.code.slice(4)}
            </Text>
            <CopyIcon value={given.code} label="Copy the code" />
          </Group>
          <Text size="sm" c="dimmed">
            On the phone: Linked devices, Link a device, Link with phone number instead. Type this code there.
          </Text>
        </div>
      )}
    </Stack>
  );
}
