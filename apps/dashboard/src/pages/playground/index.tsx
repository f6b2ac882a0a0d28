import { Button, Group, NativeSelect, SimpleGrid, Stack, Tabs, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId, useMay } from '../../session/hooks.ts';
import { Card, CodeBlock, curl, fieldFault, Page, ProblemAlert, useDeed } from '../../ui/index.ts';
import { CHANNEL_NAMES, phonesKey, phonesQuery } from '../phones/data.ts';
import { sandboxKey, sandboxQuery, sendMessage, typescript, type Sending } from './data.ts';
import { FieldInput } from './field.tsx';
import {
  bodyOf,
  fieldsOf,
  firstValues,
  MESSAGE_TYPES,
  OPTIONS,
  readable,
  type Field,
  type MessageType,
  type Values,
} from './fields.ts';
import { Outcome } from './outcome.tsx';
import { OtherSide } from './sandbox.tsx';

/** What is composed. */
interface Draft {
  type: MessageType;
  chatId: string;
  phoneIndex: string;
  idempotencyKey: string;
  values: Values;
}

const FIRST: Draft = {
  type: 'text',
  chatId: '60123456789',
  phoneIndex: '',
  idempotencyKey: '',
  values: firstValues('text'),
};

export default function Playground() {
  const api = useApi();
  const companyId = useCompanyId();
  const sandbox = useQuery(sandboxQuery(api, companyId));
  useRefreshOn(sandboxKey(companyId), ({ type }) => type === 'phone.status' || type === 'phone.qr');
  const deed = useDeed();
  const [draft, setDraft] = useState(FIRST);
  const [isTried, setTried] = useState(false);
  const [sentId, setSentId] = useState<string | null>(null);
  const { sending, faults } = read(draft, companyId);
  const send = async () => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    await deed.run(async () => setSentId((await sendMessage(api, sending)).id));
  };
  const faultOf = (at: string) => {
    const own = isTried ? faults[at] : undefined;
    return own ?? faultBelow(deed.error, at);
  };
  return (
    <Page title="Playground" about="Compose any message, see how a program sends it, and what becomes of it">
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" style={{ alignItems: 'start' }}>
        <Card title="Compose">
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void send();
            }}
          >
            <Stack gap="sm">
              <Compose draft={draft} onChange={setDraft} faultOf={faultOf} />
              {deed.error && <ProblemAlert error={deed.error} title="Not sent" />}
              <Group>
                <Button type="submit" loading={deed.isBusy} leftSection={<IconSend size={16} aria-hidden />}>
                  Send
                </Button>
              </Group>
            </Stack>
          </form>
        </Card>
        <Stack gap="md">
          <AsCode sending={sending} />
          {sentId !== null && <Outcome key={sentId} messageId={sentId} />}
          {sandbox.error && <ProblemAlert error={sandbox.error} onRetry={() => void sandbox.refetch()} />}
          {sandbox.data && sandbox.data.phones.length > 0 && (
            <OtherSide
              phones={sandbox.data.phones}
              customer={/^\+?[0-9]+$/.test(draft.chatId) ? draft.chatId.replace('+', '') : '60123456789'}
              buttons={buttonsOf(sending.body)}
            />
          )}
        </Stack>
      </SimpleGrid>
    </Page>
  );
}

/** What the draft sends, and what it cannot say. */
function read(draft: Draft, companyId: string) {
  const { type, chatId, idempotencyKey } = draft;
  const phone: Field = { at: '/phoneIndex', label: 'Phone', kind: 'number' };
  const { body, faults } = bodyOf([...fieldsOf(type), phone, ...OPTIONS], {
    ...draft.values,
    '/phoneIndex': draft.phoneIndex,
  });
  const sending: Sending = { type, companyId, chatId, idempotencyKey, body };
  return { sending, faults };
}

/** What the API says of a field, or of something in it. */
function faultBelow(error: Error | null, at: string): string | null {
  const whole = fieldFault(error, at);
  if (whole !== null || !error || !('problem' in error)) return whole;
  const { errors } = error.problem as { errors?: { path: string; message: string }[] };
  const inside = errors?.find(({ path }) => path.startsWith(`${at}/`));
  return inside ? `${inside.path} ${inside.message}` : null;
}

function Compose({
  draft,
  onChange,
  faultOf,
}: {
  draft: Draft;
  onChange(draft: Draft): void;
  faultOf(at: string): string | null;
}) {
  const phones = usePhoneChoices();
  const input = (field: Field) => (
    <FieldInput
      key={`${draft.type} ${field.at}`}
      field={field}
      value={draft.values[field.at] ?? ''}
      fault={faultOf(field.at)}
      onChange={(value) => onChange({ ...draft, values: { ...draft.values, [field.at]: value } })}
    />
  );
  const choose = (type: MessageType) => {
    const kept = OPTIONS.flatMap(({ at }) =>
      draft.values[at] === undefined ? [] : [[at, draft.values[at]]],
    );
    onChange({ ...draft, type, values: { ...firstValues(type), ...Object.fromEntries(kept) } as Values });
  };
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <NativeSelect
          label="Type"
          data={MESSAGE_TYPES}
          value={draft.type}
          onChange={(event) => choose(event.currentTarget.value as MessageType)}
        />
        <NativeSelect
          label="Phone"
          value={draft.phoneIndex}
          error={faultOf('/phoneIndex')}
          onChange={(event) => onChange({ ...draft, phoneIndex: event.currentTarget.value })}
          data={phones}
        />
      </SimpleGrid>
      <TextInput
        label="To"
        description="Digits with the country code, or a group’s …@g.us"
        required
        value={draft.chatId}
        error={faultOf('/chatId')}
        onChange={(event) => onChange({ ...draft, chatId: event.currentTarget.value })}
      />
      {fieldsOf(draft.type).map(input)}
      <details>
        <summary>Options</summary>
        <Stack gap="sm" mt="sm">
          {OPTIONS.map(input)}
          <TextInput
            label="Idempotency key"
            description="Sent again with the same key, it is the same message"
            value={draft.idempotencyKey}
            error={faultOf('/idempotency-key')}
            onChange={(event) => onChange({ ...draft, idempotencyKey: event.currentTarget.value })}
          />
        </Stack>
      </details>
    </>
  );
}

/** The company's phones to choose from, with how each is connected; at first whichever the gateway takes. */
function usePhoneChoices(): { value: string; label: string }[] {
  const companyId = useCompanyId();
  const reads = useMay('messages:read');
  const { data } = useQuery({ ...phonesQuery(useApi(), companyId), enabled: reads });
  useRefreshOn(phonesKey(companyId), ({ type }) => type === 'phone.status');
  const phones = (data?.phones ?? []).map(({ phone, bot }) => ({
    value: String(phone.phoneIndex),
    label: `${phone.phoneIndex} · ${phone.name ?? CHANNEL_NAMES[phone.connectionType]} (${bot?.status ?? phone.status})`,
  }));
  return [{ value: '', label: 'the gateway chooses' }, ...phones];
}

function AsCode({ sending }: { sending: Sending }) {
  const { type, companyId, chatId, idempotencyKey } = sending;
  const body = readable(sending.body);
  const line = curl('POST', `/api/v2/messages/${type}/${companyId}/${encodeURIComponent(chatId)}`, body);
  const withKey =
    idempotencyKey === ''
      ? line
      : line.replace(' \\\n', ` \\\n  -H 'Idempotency-Key: ${idempotencyKey.replaceAll("'", `'\\''`)}' \\\n`);
  return (
    <Card title="As a program sends it">
      <Tabs defaultValue="curl">
        <Tabs.List mb="sm">
          <Tabs.Tab value="curl">curl</Tabs.Tab>
          <Tabs.Tab value="typescript">TypeScript</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="curl">
          <CodeBlock code={withKey} label="For the shell" />
        </Tabs.Panel>
        <Tabs.Panel value="typescript">
          <CodeBlock
            code={typescript(window.location.origin, { ...sending, body })}
            label="With the client of libs/client"
          />
        </Tabs.Panel>
      </Tabs>
    </Card>
  );
}

/** The reply buttons that an interactive message offers. */
function buttonsOf(body: Record<string, unknown>): { id: string; title: string }[] {
  const { action } = (body['interactive'] ?? {}) as { action?: { buttons?: unknown } };
  if (!Array.isArray(action?.buttons)) return [];
  return (action.buttons as { reply?: { id: string; title: string } }[]).flatMap(({ reply }) =>
    reply ? [{ id: reply.id, title: reply.title }] : [],
  );
}
