import { Button, Group, Modal, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { messageOf, type Component } from '../../template/message.ts';
import { TemplatePreview } from '../../template/preview.tsx';
import { bodyValues, headerValues, TemplateValues } from '../../template/values.tsx';
import { Empty, ProblemAlert, useDeed } from '../../ui/index.ts';
import { newKey, templatesQuery, type Place } from './data.ts';

/** Chooses an approved template, fills it in, and sends it: what reaches a person who has not written for a day. */
export function TemplateChoice({ place, onClose }: { place: Place; onClose(): void }) {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    ...templatesQuery(api, place.companyId, place.phoneIndex),
    retry: false,
  });
  const deed = useDeed();
  const [chosen, setChosen] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const [key] = useState(newKey);
  const template = data?.find(({ templateId }) => templateId === chosen);
  const components = (template?.components ?? []) as Component[];
  const send = async () => {
    if (!template) return;
    const { companyId, chatId, phoneIndex } = place;
    const { name, language } = template;
    const isDone = await deed.run(() =>
      unwrap(
        api.POST('/api/v2/messages/{type}/{companyId}/{chatId}', {
          params: { path: { type: 'template', companyId, chatId }, header: { 'idempotency-key': key } },
          body: { template: { name, language, components: messageOf(components, values) }, phoneIndex },
        }),
      ),
    );
    if (isDone) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={<Text fw={620}>Send a template</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // It stands within the composer's own form for React, though not in the page.
          event.stopPropagation();
          void send();
        }}
      >
        <Stack gap="sm">
          {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
          {!data && !error && <Skeleton h={120} />}
          {data?.length === 0 && (
            <Empty title="No approved template">
              Templates belong to Cloud API phones. Make one under Templates; Meta approves it.
            </Empty>
          )}
          {data && data.length > 0 && (
            <Select
              label="Template"
              searchable
              data-autofocus
              value={chosen}
              onChange={(value) => {
                setChosen(value);
                setValues({});
              }}
              data={data.map(({ templateId, name, language }) => ({
                value: templateId,
                label: `${name} (${language})`,
              }))}
            />
          )}
          <TemplateValues components={components} values={values} onChange={setValues} />
          {template && (
            <TemplatePreview
              components={components}
              values={bodyValues(values)}
              header={headerValues(values)}
            />
          )}
          {deed.error && <ProblemAlert error={deed.error} title="Not sent" />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" disabled={!template} loading={deed.isBusy}>
              Send
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
