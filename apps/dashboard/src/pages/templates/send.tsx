import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { messageOf, type Component } from '../../template/message.ts';
import { TemplatePreview } from '../../template/preview.tsx';
import { bodyValues, headerValues, TemplateValues } from '../../template/values.tsx';
import { Pill, ProblemAlert, useDeed } from '../../ui/index.ts';
import { messageQuery, sendTemplate, type Template } from './data.ts';

/** Sends a template to a number, and shows what becomes of it. */
export function SendWindow({
  phoneIndex,
  template,
  onClose,
}: {
  phoneIndex: number;
  template: Template;
  onClose(): void;
}) {
  const api = useApi();
  const companyId = useCompanyId();
  const deed = useDeed();
  const [to, setTo] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const [sent, setSent] = useState<string | null>(null);
  const components = template.components as Component[];
  const send = () =>
    deed.run(async () => {
      const { name, language } = template;
      const message = { name, language, components: messageOf(components, values) };
      const chatId = to.replaceAll(/[^0-9]/g, '');
      setSent((await sendTemplate(api, companyId, phoneIndex, chatId, message)).id);
    });
  return (
    <Modal opened onClose={onClose} title={<Text fw={620}>Send {template.name}</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="To"
            description="A number with its country code"
            type="tel"
            required
            pattern="\+?[0-9][0-9 \-]{3,28}"
            data-autofocus
            value={to}
            onChange={({ currentTarget: { value } }) => setTo(value)}
          />
          <TemplateValues components={components} values={values} onChange={setValues} />
          <TemplatePreview
            components={components}
            values={bodyValues(values)}
            header={headerValues(values)}
          />
          {deed.error && <ProblemAlert error={deed.error} />}
          {sent && <Followed messageId={sent} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" loading={deed.isBusy}>
              {sent ? 'Send once more' : 'Send'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Followed({ messageId }: { messageId: string }) {
  const query = messageQuery(useApi(), useCompanyId(), messageId);
  const { data, error, refetch } = useQuery(query);
  useRefreshOn(query.queryKey, ({ type }) => type.startsWith('message.'), 300);
  if (error && !data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Group gap="xs" role="status">
      <Pill status={data.status} />
      {data.error && <Text size="sm">{data.error.code}</Text>}
    </Group>
  );
}
