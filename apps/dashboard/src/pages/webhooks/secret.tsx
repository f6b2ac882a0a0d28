import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { CodeBlock, CopyField, fullTime, ProblemAlert } from '../../ui/index.ts';
import { webhooksKey, type Webhook } from './data.ts';
import { VERIFY } from './verify.ts';

export interface Shown {
  secret: string;
  format: Webhook['format'];
  /** Until then the ones before sign too; null for a first one. */
  previousUntil: string | null;
}

/** A secret, this once, and what a receiver does with it. */
export function SecretModal({ shown, onClose }: { shown: Shown | null; onClose(): void }) {
  return (
    <Modal
      opened={shown !== null}
      onClose={onClose}
      size="xl"
      closeOnClickOutside={false}
      title={<Text fw={620}>The webhook’s secret</Text>}
    >
      {shown && (
        <Stack gap="md">
          <Text size="sm">
            It signs what is posted, and is shown this once. Put it where the receiver keeps its secrets.
            {shown.previousUntil &&
              ` Until ${fullTime(shown.previousUntil)} the one before signs too: change over in your own time.`}
          </Text>
          <CopyField label="Secret" value={shown.secret} />
          <HowToVerify format={shown.format} />
          <Group justify="flex-end">
            <Button onClick={onClose}>I have kept it</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

export function HowToVerify({ format }: { format: Webhook['format'] }) {
  return (
    <Stack gap="xs">
      <Text size="sm">
        Each event carries the headers <span className="wt-mono">webhook-id</span>,{' '}
        <span className="wt-mono">webhook-timestamp</span> and{' '}
        <span className="wt-mono">webhook-signature</span>, as Standard Webhooks says; its libraries verify
        them in many languages. The id is the same at each attempt: keep it, and an event that comes twice
        counts once.
        {format === 'cloud-api' &&
          ' X-Hub-Signature-256 is there too, made as Meta makes it, with the whole secret for the app secret.'}
      </Text>
      <CodeBlock code={VERIFY} label="Verify a signature, in TypeScript" />
    </Stack>
  );
}

const PERIODS = [
  { value: '0', label: 'Not at all: the present one leaked' },
  { value: '3600', label: 'For an hour' },
  { value: '86400', label: 'For a day' },
  { value: '604800', label: 'For a week' },
];

export interface RotateProps {
  webhook: Webhook;
  isOpen: boolean;
  onClose(): void;
  onRotated(shown: Shown): void;
}

/** Asks how long the present secret is to sign beside the new one. */
export function RotateModal({ webhook, isOpen, onClose, onRotated }: RotateProps) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const [period, setPeriod] = useState('86400');
  const rotate = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v2/webhooks/{companyId}/{webhookId}/rotate-secret', {
          params: { path: { companyId, webhookId: webhook.id } },
          body: { keepPreviousSeconds: Number(period) },
        }),
      ),
    onSuccess({ secret, previousUntil, format }) {
      void queries.invalidateQueries({ queryKey: webhooksKey(companyId) });
      onClose();
      onRotated({ secret, format, previousUntil: period === '0' ? null : previousUntil });
    },
  });
  return (
    <Modal opened={isOpen} onClose={onClose} title={<Text fw={620}>Rotate the secret</Text>}>
      <Stack gap="md">
        <Text size="sm">
          A new secret is made and shown once. The present one may sign beside it for a while, so that no
          event is refused while the receiver changes over.
        </Text>
        <Select
          label="The present secret goes on signing"
          data={PERIODS}
          value={period}
          allowDeselect={false}
          onChange={(value) => setPeriod(value ?? '86400')}
        />
        {rotate.error && <ProblemAlert error={rotate.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button onClick={() => rotate.mutate()} loading={rotate.isPending}>
            Make a new secret
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
