import { Button, Group, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { Card, fieldFault, ProblemAlert, told, useDeed } from '../../ui/index.ts';
import { CHANNEL_NAMES, phonesKey, phonesQuery, type Phone } from './data.ts';

const AFTER_SECONDS = 60;

/** Which other phone serves what is sent by this one while it is not ready. */
export function FallbackForm({ phone }: { phone: Phone }) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const { data } = useQuery(phonesQuery(api, companyId));
  const deed = useDeed();
  const [index, setIndex] = useState(String(phone.fallback?.phoneIndex ?? ''));
  const [seconds, setSeconds] = useState(String(phone.fallback?.afterSeconds ?? AFTER_SECONDS));
  const [isQueued, setQueued] = useState(phone.fallback?.queued ?? false);
  const save = () =>
    deed.run(async () => {
      const fallback =
        index === '' ? null : { phoneIndex: Number(index), afterSeconds: Number(seconds), queued: isQueued };
      const path = { companyId, phoneIndex: phone.phoneIndex };
      await unwrap(
        api.PATCH('/api/v2/companies/{companyId}/phones/{phoneIndex}', {
          params: { path },
          body: { fallback },
        }),
      );
      told(fallback ? 'The other phone stands in from now on.' : 'No other phone stands in for this one.');
      await queries.invalidateQueries({ queryKey: phonesKey(companyId) });
    });
  const others = (data?.phones ?? []).filter((other) => other.phone.phoneIndex !== phone.phoneIndex);
  return (
    <Card title="When it is not ready">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            Another phone may stand in for this one. Replies, reactions, groups, and what the other cannot
            send wait for their own phone.
          </Text>
          <NativeSelect
            label="Stands in"
            value={index}
            onChange={(event) => setIndex(event.currentTarget.value)}
            error={fieldFault(deed.error, '/fallback/phoneIndex')}
            data={[
              { value: '', label: 'no other phone: messages wait' },
              ...others.map(({ phone: { phoneIndex, name, connectionType } }) => ({
                value: String(phoneIndex),
                label: `${phoneIndex} · ${name ?? CHANNEL_NAMES[connectionType]}`,
              })),
            ]}
          />
          {index !== '' && (
            <>
              <TextInput
                label="After so many seconds"
                description="So long this phone must not have been ready"
                type="number"
                min={1}
                max={86_400}
                value={seconds}
                error={fieldFault(deed.error, '/fallback/afterSeconds')}
                onChange={(event) => setSeconds(event.currentTarget.value)}
              />
              <Switch
                label="Also what waits already"
                description="In the order of each chat, unless something of it may have gone out"
                checked={isQueued}
                onChange={(event) => setQueued(event.currentTarget.checked)}
              />
            </>
          )}
          {deed.error && <ProblemAlert error={deed.error} title="Not saved" />}
          <Group justify="flex-end">
            <Button type="submit" loading={deed.isBusy}>
              Save who stands in
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
