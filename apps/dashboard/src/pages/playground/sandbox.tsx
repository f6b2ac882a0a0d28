import {
  Button,
  FileButton,
  Group,
  NativeSelect,
  SegmentedControl,
  Skeleton,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import type { Schema } from '@watertight/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Qr } from '../phones/pairing.tsx';
import { useLive } from '../../live/live.tsx';
import { useApi, useCompanyId, useMay } from '../../session/hooks.ts';
import { Card, fieldFault, Pill, ProblemAlert, refused, shortTime, told, useDeed } from '../../ui/index.ts';
import {
  faultsKey,
  faultsQuery,
  fileOf,
  playCustomer,
  scanPhone,
  setFaults,
  type Fault,
  type SandboxPhone,
} from './data.ts';

/** The other side of the sandbox's phones: owner, customer, provider. */
export function OtherSide({
  phones,
  customer,
  buttons,
}: {
  phones: SandboxPhone[];
  /** Who was written to. */
  customer: string;
  /** What the message in the form offers to press. */
  buttons: { id: string; title: string }[];
}) {
  const [index, setIndex] = useState(String(phones[0]?.phoneIndex ?? ''));
  const manages = useMay('phones:manage');
  const phone = phones.find(({ phoneIndex }) => String(phoneIndex) === index) ?? phones[0];
  if (!phone) return null;
  return (
    <Card title="Play the other side" aside={<span className="wt-tag">sandbox</span>}>
      <Stack gap="lg">
        <Group align="flex-end" gap="sm">
          <NativeSelect
            label="Phone in the sandbox"
            value={String(phone.phoneIndex)}
            onChange={(event) => setIndex(event.currentTarget.value)}
            data={phones.map(({ phoneIndex, name, connectionType }) => ({
              value: String(phoneIndex),
              label: `${phoneIndex} · ${name ?? (connectionType === 'meta' ? 'Cloud API' : 'WhatsApp Web')}`,
            }))}
          />
          <div style={{ paddingBottom: 8 }}>
            <Pill status={phone.status} />
          </div>
        </Group>
        {phone.status === 'qr' && manages && <Owner phone={phone} />}
        <Customer
          key={`${phone.phoneIndex} ${customer}`}
          phone={phone}
          customer={customer}
          buttons={buttons}
        />
        <Faults key={phone.phoneIndex} phone={phone} maySet={manages} />
      </Stack>
    </Card>
  );
}

function Owner({ phone: { phoneIndex } }: { phone: SandboxPhone }) {
  const api = useApi();
  const companyId = useCompanyId();
  const deed = useDeed();
  const [number, setNumber] = useState('60111111111');
  const scan = async () => {
    if (await deed.run(() => scanPhone(api, companyId, phoneIndex, number))) told('The QR code is scanned');
  };
  return (
    <Stack gap="sm">
      <Qr phoneIndex={phoneIndex} />
      <Text size="sm">Scan it as the owner of this number would.</Text>
      <Group align="flex-end" gap="sm">
        <TextInput
          label="Number of the owner"
          inputMode="numeric"
          value={number}
          error={fieldFault(deed.error, '/phoneNumber')}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <Button loading={deed.isBusy} onClick={() => void scan()}>
          Scan the QR code
        </Button>
      </Group>
      {deed.error && <ProblemAlert error={deed.error} />}
    </Stack>
  );
}

function Customer({
  phone: { phoneIndex },
  customer,
  buttons,
}: {
  phone: SandboxPhone;
  customer: string;
  buttons: { id: string; title: string }[];
}) {
  const api = useApi();
  const companyId = useCompanyId();
  const deed = useDeed();
  const [from, setFrom] = useState(customer);
  const [message, setMessage] = useState('Where is my order?');
  const say = (said: Omit<Parameters<typeof playCustomer>[3], 'from'>) =>
    deed.run(() => playCustomer(api, companyId, phoneIndex, { from, name: 'Customer', ...said }));
  const attach = async (file: File | null) => {
    if (file) await deed.run(async () => void (await say({ media: await fileOf(file) })));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void say({ message });
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Customer"
          description="The number that writes to the phone"
          inputMode="numeric"
          value={from}
          error={fieldFault(deed.error, '/from')}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          label="What the customer writes"
          value={message}
          error={fieldFault(deed.error, '/message')}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={deed.isBusy}>
            Write as the customer
          </Button>
          <FileButton
            onChange={(file) => void attach(file)}
            inputProps={{ 'aria-label': 'File of the customer' }}
          >
            {(props) => (
              <Button variant="default" {...props}>
                Send a file
              </Button>
            )}
          </FileButton>
          {buttons.map((button) => (
            <Button key={button.id} variant="default" onClick={() => void say({ button })}>
              Press “{button.title}”
            </Button>
          ))}
        </Group>
        {deed.error && <ProblemAlert error={deed.error} />}
        <Arrivals />
      </Stack>
    </form>
  );
}

const SHOWN = 5;

interface Arrival {
  id: string;
  at: string;
  chatId: string;
  text: string;
}

/** What came in since the page was opened. */
function Arrivals() {
  const [arrivals, setArrivals] = useState<Arrival[]>([]);
  useLive(({ events }) => {
    const come = events.filter(({ type }) => type === 'message.received').map(arrivalOf);
    if (come.length > 0) setArrivals((before) => [...come.reverse(), ...before].slice(0, SHOWN));
  });
  return (
    <div role="log" aria-label="What came in">
      {arrivals.map(({ id, at, chatId, text }) => (
        <Group key={id} gap="sm" wrap="nowrap" py={3}>
          <Text size="xs" c="dimmed" className="wt-num">
            {shortTime(at)}
          </Text>
          <Text size="sm" className="wt-num">
            {chatId}
          </Text>
          <Text size="sm" truncate>
            {text}
          </Text>
        </Group>
      ))}
    </div>
  );
}

function arrivalOf({
  id,
  createdAt,
  data,
}: {
  id: string;
  createdAt: string;
  data: Record<string, unknown>;
}): Arrival {
  const message = (data['message'] ?? {}) as {
    chatId?: string;
    type?: string;
    content?: Record<string, unknown>;
  };
  const text = message.content?.['text'] ?? message.content?.['caption'];
  return {
    id,
    at: createdAt,
    chatId: message.chatId ?? '',
    text: typeof text === 'string' ? text : (message.type ?? ''),
  };
}

function Faults({ phone: { phoneIndex }, maySet }: { phone: SandboxPhone; maySet: boolean }) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(faultsQuery(api, companyId, phoneIndex));
  const set = async (on: Fault[]) => {
    try {
      queries.setQueryData(faultsKey(companyId, phoneIndex), await setFaults(api, companyId, phoneIndex, on));
    } catch (problem) {
      refused('The fault is not changed', problem);
    }
  };
  const change = (fault: Fault, isOn: boolean) =>
    set((data?.data ?? []).filter((one) => (one.fault === fault ? isOn : one.isOn)).map((one) => one.fault));
  if (error && !data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={100} />;
  return (
    <Stack gap="sm" role="group" aria-label="What goes wrong at the provider">
      <Text size="sm" fw={540}>
        What goes wrong at the provider
      </Text>
      <Receipts faults={data.data} maySet={maySet} onChange={(on) => void set(on)} />
      {data.data.filter(isNoReceipt).map(({ fault, about, isOn }) => (
        <Switch
          key={fault}
          label={fault}
          description={about}
          checked={isOn}
          disabled={!maySet}
          onChange={(event) => void change(fault, event.currentTarget.checked)}
        />
      ))}
    </Stack>
  );
}

type Shown = Schema<'SandboxFaults'>['data'][number];

/** How far the other side's receipts go, as faults say it. */
const RECEIPTS = [
  { label: 'Read', fault: null },
  { label: 'Delivered', fault: 'not-read' },
  { label: 'None', fault: 'not-delivered' },
] as const satisfies { label: string; fault: Fault | null }[];

const isNoReceipt = ({ fault }: Shown) => !RECEIPTS.some((one) => one.fault === fault);

function Receipts({
  faults,
  maySet,
  onChange,
}: {
  faults: Shown[];
  maySet: boolean;
  onChange(on: Fault[]): void;
}) {
  const isOn = (fault: Fault | null) => faults.some((one) => one.fault === fault && one.isOn);
  const last = [...RECEIPTS].reverse().find(({ fault }) => isOn(fault)) ?? RECEIPTS[0];
  const choose = (label: string) => {
    const chosen = RECEIPTS.find((one) => one.label === label)?.fault ?? null;
    const others = faults.filter((one) => one.isOn && isNoReceipt(one)).map(({ fault }) => fault);
    onChange(chosen === null ? others : [...others, chosen]);
  };
  return (
    <div>
      <Text size="sm" mb={4}>
        Receipts that the other side gives, up to
      </Text>
      <SegmentedControl
        aria-label="Receipts"
        disabled={!maySet}
        value={last.label}
        onChange={choose}
        data={RECEIPTS.map(({ label }) => label)}
      />
    </div>
  );
}
