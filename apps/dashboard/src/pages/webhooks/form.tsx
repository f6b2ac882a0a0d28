import { Button, Checkbox, Drawer, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { ProblemAlert, told } from '../../ui/index.ts';
import { webhooksKey, type EventType, type Webhook } from './data.ts';
import { EVENT_GROUPS } from './events.ts';

interface Wish {
  url: string;
  description: string;
  isAll: boolean;
  events: EventType[];
  format: Webhook['format'];
  phone: string;
}

const wishOf = (webhook: Webhook | null): Wish => ({
  url: webhook?.url ?? '',
  description: webhook?.description ?? '',
  isAll: webhook?.events.includes('*') ?? false,
  events: webhook?.events.filter((one) => one !== '*') ?? [
    'message.received',
    'message.delivered',
    'message.failed',
  ],
  format: webhook?.format ?? 'watertight',
  phone: webhook?.phoneIndex?.toString() ?? '',
});

const bodyOf = ({ url, description, isAll, events, format, phone }: Wish) => ({
  url: url.trim(),
  description: description.trim() || null,
  events: isAll ? ['*' as const] : events,
  format,
  phoneIndex: phone.trim() === '' ? null : Number(phone),
});

const FORMATS = [
  { value: 'watertight', label: 'Watertight', description: 'Every event, in the gateway’s own words' },
  {
    value: 'cloud-api',
    label: 'Cloud API',
    description: 'Messages and statuses as Meta’s webhooks tell them, for receivers written for Meta',
  },
] as const;

export interface FormProps {
  /** The one to be changed; null makes a new one. */
  webhook: Webhook | null;
  isOpen: boolean;
  onClose(): void;
  onMade?(made: Webhook & { secret: string }): void;
}

export function WebhookForm(props: FormProps) {
  const { webhook, isOpen, onClose } = props;
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size="lg"
      title={<Text fw={620}>{webhook ? 'Edit the webhook' : 'Add a webhook'}</Text>}
    >
      <Fields {...props} />
    </Drawer>
  );
}

function Fields({ webhook, onClose, onMade }: FormProps) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const [wish, setWish] = useState(() => wishOf(webhook));
  const change = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }));
  const body = bodyOf(wish);
  const isPhone = /^\d*$/.test(wish.phone.trim());
  const save = useMutation({
    async mutationFn() {
      if (!webhook)
        return onMade?.(
          await unwrap(api.POST('/api/v2/webhooks/{companyId}', { params: { path: { companyId } }, body })),
        );
      const path = { companyId, webhookId: webhook.id };
      await unwrap(api.PATCH('/api/v2/webhooks/{companyId}/{webhookId}', { params: { path }, body }));
      told('Saved');
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: webhooksKey(companyId) });
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Address"
          description="Where events are posted to: http or https, and not an address that is private"
          placeholder="https://shop.example/whatsapp-events"
          type="url"
          required
          data-autofocus
          value={wish.url}
          onChange={({ currentTarget: { value } }) => change({ url: value })}
        />
        <TextInput
          label="Description"
          placeholder="The shop"
          maxLength={200}
          value={wish.description}
          onChange={({ currentTarget: { value } }) => change({ description: value })}
        />
        <Radio.Group label="Format" value={wish.format} onChange={(format) => change({ format: format })}>
          <Stack gap={8} mt={6}>
            {FORMATS.map((one) => (
              <Radio key={one.value} {...one} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label="Only of phone"
          description="Its index; empty is all phones"
          inputMode="numeric"
          maw={220}
          value={wish.phone}
          error={isPhone ? null : 'A phone’s index is a whole number'}
          onChange={({ currentTarget: { value } }) => change({ phone: value })}
        />
        <Events wish={wish} change={change} />
        {save.error && <ProblemAlert error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={body.events.length === 0 || !isPhone}>
            {webhook ? 'Save' : 'Add the webhook'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Events({ wish, change }: { wish: Wish; change(part: Partial<Wish>): void }) {
  const chosen = new Set<string>(wish.events);
  const put = (events: readonly EventType[], isIn: boolean) =>
    change({
      events: isIn
        ? [...new Set([...wish.events, ...events])]
        : wish.events.filter((one) => !events.includes(one)),
    });
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend>
        <Text size="sm" fw={540} mb={6}>
          Events
        </Text>
      </legend>
      <Stack gap="md">
        <Checkbox
          label="All events, also those of later versions"
          checked={wish.isAll}
          onChange={({ currentTarget: { checked } }) => change({ isAll: checked })}
        />
        {!wish.isAll &&
          EVENT_GROUPS.map(({ title, about, events }) => {
            const count = events.filter((one) => chosen.has(one)).length;
            return (
              <div key={title}>
                <Checkbox
                  label={title}
                  description={about}
                  checked={count === events.length}
                  indeterminate={count > 0 && count < events.length}
                  onChange={({ currentTarget: { checked } }) => put(events, checked)}
                />
                <Group gap="xs" mt={8} ml={30}>
                  {events.map((one) => (
                    <Checkbox
                      key={one}
                      size="xs"
                      w={190}
                      label={<span className="wt-mono">{one}</span>}
                      checked={chosen.has(one)}
                      onChange={({ currentTarget: { checked } }) => put([one], checked)}
                    />
                  ))}
                </Group>
              </div>
            );
          })}
        {!wish.isAll && wish.events.length === 0 && (
          <Text size="xs" c="var(--wt-bad)" role="status">
            Choose at least one.
          </Text>
        )}
      </Stack>
    </fieldset>
  );
}
