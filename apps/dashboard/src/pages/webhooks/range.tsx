import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { ProblemAlert, told } from '../../ui/index.ts';
import { deliveriesKey } from './data.ts';

const DAY_MS = 86_400_000;
const LIMIT = 10_000;

/** As `<input type="datetime-local">` has it: the clock of who looks, to the minute. */
const local = (ms: number): string =>
  new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

interface RangeProps {
  webhookId: string;
  isOpen: boolean;
  onClose(): void;
}

/** Delivers once more what a webhook was to be told within a time. */
export function RangeModal(props: RangeProps) {
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={<Text fw={620}>Redeliver a range of time</Text>}
    >
      <Fields {...props} />
    </Modal>
  );
}

function Fields({ webhookId, onClose }: RangeProps) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  // The minute that runs is within it.
  const [from, setFrom] = useState(() => local(Date.now() - DAY_MS));
  const [to, setTo] = useState(() => local(Date.now() + 60_000));
  const [statuses, setStatuses] = useState<string[]>(['failed']);
  const isRange = from !== '' && to !== '' && from < to;
  const redeliver = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v2/webhooks/{companyId}/redeliver', {
          params: { path: { companyId } },
          body: {
            webhookId,
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
            statuses: statuses as ('failed' | 'delivered')[],
            limit: LIMIT,
          },
        }),
      ),
    onSuccess({ redelivered }) {
      void queries.invalidateQueries({ queryKey: deliveriesKey(companyId, webhookId) });
      if (redelivered === LIMIT)
        return told(
          `${LIMIT.toLocaleString()} events are delivered again; there may be more. Ask once more for them.`,
        );
      onClose();
      told(
        redelivered === 0
          ? 'Nothing of that kind in this time'
          : `${redelivered} ${redelivered === 1 ? 'event is' : 'events are'} delivered again`,
      );
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        redeliver.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          Each event once, in its order and under its own id, by what became of its last delivery. What waits
          is tried by itself.
        </Text>
        <Group grow>
          <TextInput
            type="datetime-local"
            label="From"
            value={from}
            onChange={({ currentTarget: { value } }) => setFrom(value)}
          />
          <TextInput
            type="datetime-local"
            label="To"
            value={to}
            error={isRange ? null : 'Later than the start'}
            onChange={({ currentTarget: { value } }) => setTo(value)}
          />
        </Group>
        <Checkbox.Group label="Which" value={statuses} onChange={setStatuses}>
          <Group mt={6}>
            <Checkbox value="failed" label="Failed" />
            <Checkbox value="delivered" label="Delivered: the receiver lost them" />
          </Group>
        </Checkbox.Group>
        {redeliver.error && <ProblemAlert error={redeliver.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={redeliver.isPending} disabled={!isRange || statuses.length === 0}>
            Redeliver
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
