import {
  Anchor,
  Button,
  Group,
  PasswordInput,
  Radio,
  Stack,
  Stepper,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { asApiError, unwrap } from '../../session/problem.ts';
import { Ago, Card, Page, Pill, ProblemAlert, told } from '../../ui/index.ts';
import { phoneQuery, phonesKey, sinceOf, type Bot, type Phone } from './data.ts';
import { MetaWebhook } from './meta-webhook.tsx';
import { Pairing } from './pairing.tsx';

type Channel = Phone['connectionType'];

interface Draft {
  channel: Channel;
  name: string;
  isSandbox: boolean;
  phoneNumberId: string;
  wabaId: string;
  accessToken: string;
  appSecret: string;
  verifyToken: string;
}

/** A token that nobody has to think up. */
const newToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

const EMPTY: Omit<Draft, 'verifyToken'> = {
  channel: 'wwebjs',
  name: '',
  isSandbox: false,
  phoneNumberId: '',
  wabaId: '',
  accessToken: '',
  appSecret: '',
};

const given = <K extends string>(key: K, value: string) =>
  (value.trim() === '' ? {} : { [key]: value.trim() }) as Partial<Record<K, string>>;

const bodyOf = (draft: Draft) => ({
  connectionType: draft.channel,
  mode: draft.isSandbox ? ('sandbox' as const) : ('live' as const),
  ...given('name', draft.name),
  ...(draft.channel === 'meta'
    ? {
        meta: {
          phoneNumberId: draft.phoneNumberId.trim(),
          accessToken: draft.accessToken.trim(),
          verifyToken: draft.verifyToken.trim(),
          ...given('wabaId', draft.wabaId),
          ...given('appSecret', draft.appSecret),
        },
      }
    : {}),
});

/** Three steps: which channel, what it needs, and connecting it. */
export function AddPhone() {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const [step, setStep] = useState(0);
  const [draft, setDraft] = useState<Draft>(() => ({ ...EMPTY, verifyToken: newToken() }));
  const [made, setMade] = useState<Phone | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      const asked = { params: { path: { companyId } }, body: bodyOf(draft) };
      const phone = await unwrap(api.POST('/api/v2/companies/{companyId}/phones', asked));
      setMade(phone);
      setStep(2);
      // The token is the gateway's now, and is not kept here.
      setDraft({ ...draft, accessToken: '', appSecret: '' });
      told(`Phone ${phone.phoneIndex} is made, and is being connected.`);
      await queries.invalidateQueries({ queryKey: phonesKey(companyId) });
    } catch (fault) {
      setError(asApiError(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page
      title="Add a phone"
      about={
        <Anchor component={Link} to={`/c/${companyId}/phones`} inherit>
          Back to all phones
        </Anchor>
      }
    >
      <Card>
        <Stepper active={step} size="sm" allowNextStepsSelect={false}>
          <Stepper.Step label="Channel" description="How it reaches WhatsApp">
            <ChannelStep draft={draft} onChange={setDraft} onNext={() => setStep(1)} />
          </Stepper.Step>
          <Stepper.Step label="Details" description="What it needs">
            <DetailStep
              draft={draft}
              error={error}
              isBusy={isBusy}
              onChange={setDraft}
              onBack={() => setStep(0)}
              onNext={() => void make()}
            />
          </Stepper.Step>
          <Stepper.Step label="Connect" description="Until it is ready">
            {made && <ConnectStep phone={made} verifyToken={draft.verifyToken} />}
          </Stepper.Step>
        </Stepper>
      </Card>
    </Page>
  );
}

interface StepProps {
  draft: Draft;
  onChange(draft: Draft): void;
  onNext(): void;
}

function ChannelStep({ draft, onChange, onNext }: StepProps) {
  return (
    <Stack gap="md" pt="md" maw={620}>
      <Radio.Group
        label="Channel"
        value={draft.channel}
        onChange={(channel) => onChange({ ...draft, channel: channel })}
      >
        <Stack gap="sm" mt="xs">
          <Radio
            value="wwebjs"
            label="WhatsApp Web"
            description="Any number with the WhatsApp app. Linked by a QR code, as a browser would be. Unofficial: keep its pace low."
          />
          <Radio
            value="meta"
            label="Cloud API"
            description="A number of a WhatsApp Business account at Meta. Official, fast, with templates; needs ids and an access token."
          />
        </Stack>
      </Radio.Group>
      <Group justify="flex-end">
        <Button onClick={onNext}>Next</Button>
      </Group>
    </Stack>
  );
}

function DetailStep({
  draft,
  onChange,
  onNext,
  onBack,
  error,
  isBusy,
}: StepProps & { onBack(): void; error: Error | null; isBusy: boolean }) {
  const field = (
    name: 'name' | 'phoneNumberId' | 'wabaId' | 'accessToken' | 'appSecret' | 'verifyToken',
  ) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...draft, [name]: event.currentTarget.value }),
    autoComplete: 'off',
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      <Stack gap="sm" pt="md" maw={620}>
        <TextInput
          label="Name"
          description="What your people call it"
          placeholder="Support"
          {...field('name')}
        />
        <Switch
          label="Sandbox phone"
          description="Talks to the simulator: nothing sent from it reaches anybody"
          checked={draft.isSandbox}
          onChange={(event) => onChange({ ...draft, isSandbox: event.currentTarget.checked })}
        />
        {draft.channel === 'meta' && (
          <>
            <TextInput
              label="Phone number ID"
              description="In the app dashboard of Meta, under WhatsApp, API setup"
              inputMode="numeric"
              required
              {...field('phoneNumberId')}
            />
            <TextInput
              label="WhatsApp Business account ID"
              description="Beside it; templates and subscriptions need it"
              inputMode="numeric"
              {...field('wabaId')}
            />
            <PasswordInput
              label="Access token"
              description="Of a system user, that does not expire. Kept encrypted; it never comes back"
              required
              {...field('accessToken')}
            />
            <PasswordInput
              label="App secret"
              description="Checks that webhooks are Meta’s. The gateway’s own when empty"
              {...field('appSecret')}
            />
            <TextInput
              label="Verify token"
              description="Made for you; Meta shows it when it first calls"
              {...field('verifyToken')}
            />
          </>
        )}
        {error && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
          <Button type="submit" loading={isBusy}>
            Make the phone
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ConnectStep({ phone, verifyToken }: { phone: Phone; verifyToken: string }) {
  const companyId = useCompanyId();
  const { data, error } = useQuery(phoneQuery(useApi(), companyId, phone.phoneIndex));
  useRefreshOn(
    phonesKey(companyId),
    (event) => event.phoneIndex === phone.phoneIndex && event.type.startsWith('phone.'),
    300,
  );
  return (
    <Stack gap="md" pt="md">
      {error && <ProblemAlert error={error} />}
      {data && <Progressing bot={data.bot} />}
      {data && ['qr', 'pairing'].includes(data.bot.status) && <Pairing phoneIndex={phone.phoneIndex} />}
      {phone.connectionType === 'meta' && <MetaWebhook phone={phone} verifyToken={verifyToken} />}
      <Group justify="flex-end">
        <Button component={Link} to={`/c/${companyId}/phones/${phone.phoneIndex}`} variant="default">
          Open the phone
        </Button>
      </Group>
    </Stack>
  );
}

const WORDS: Partial<Record<Bot['status'], string>> = {
  starting: 'It is being started. A browser takes a few seconds.',
  qr: 'Scan the code to link it.',
  pairing: 'It is being linked.',
  authenticated: 'It is linked, and loads its chats.',
  ready: 'It is ready: send a message from the inbox.',
};

function Progressing({ bot }: { bot: Bot }) {
  return (
    <div role="status">
      <Group gap="sm">
        <Pill status={bot.status} />
        <Text size="sm" c="dimmed">
          for <Ago at={sinceOf(bot)} suffix="" />
        </Text>
      </Group>
      <Text size="sm" mt={6}>
        {bot.reason ?? WORDS[bot.status] ?? 'It is not connected.'}
      </Text>
    </div>
  );
}
