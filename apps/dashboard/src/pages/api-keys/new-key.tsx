import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import type { Scope } from '../../session/session.ts';
import { CodeBlock, CopyField, curl, fieldFault, ProblemAlert, useDeed } from '../../ui/index.ts';
import { createKey, keysKey, SCOPES, type NewApiKey } from './data.ts';

/** Asks what the key is for and what it may do, makes it, and shows it this once. */
export function NewKey({ onClose }: { onClose(): void }) {
  const [made, setMade] = useState<NewApiKey | null>(null);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      // What is shown once is not to go by a slip of the hand.
      closeOnClickOutside={made === null}
      title={<Text fw={620}>{made ? `The key ${made.name}` : 'Make an API key'}</Text>}
    >
      {made ? <Made made={made} onClose={onClose} /> : <Form onMade={setMade} onClose={onClose} />}
    </Modal>
  );
}

function Form({ onMade, onClose }: { onMade(key: NewApiKey): void; onClose(): void }) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const deed = useDeed();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Scope[]>(['messages:send', 'messages:read']);
  const send = () =>
    deed.run(async () => {
      onMade(await createKey(api, companyId, { name, scopes }));
      await queries.invalidateQueries({ queryKey: keysKey(companyId) });
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          description="Which program has it, so that you know it again"
          required
          maxLength={200}
          value={name}
          error={fieldFault(deed.error, '/name')}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Checkbox.Group
          label="What it may do"
          description="Give it no more than it needs: who finds the key may do the same"
          value={scopes}
          onChange={(chosen) => setScopes(chosen)}
        >
          <Stack gap={10} mt="xs">
            {SCOPES.map(({ scope, about }) => (
              <Checkbox key={scope} value={scope} label={scope} description={about} size="sm" />
            ))}
          </Stack>
        </Checkbox.Group>
        {deed.error && <ProblemAlert error={deed.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={deed.isBusy} disabled={scopes.length === 0}>
            Make key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Made({ made: { key, scopes, companyId }, onClose }: { made: NewApiKey; onClose(): void }) {
  const line = scopes.includes('messages:send')
    ? curl('POST', `/api/v2/messages/text/${companyId}/60123456789`, { message: 'Hello' })
    : curl('GET', '/api/v2/auth/me');
  return (
    <Stack gap="md">
      <Text size="sm">
        Copy it now: it is shown this once and kept as a hash alone. Lost, it is revoked and another is made.
      </Text>
      <CopyField label="API key" value={key} />
      <CodeBlock code={`export WATERTIGHT_KEY='${key}'`} label="For the shell" />
      <CodeBlock code={line} label="Try it" />
      <Group justify="flex-end">
        <Button onClick={onClose}>I have it</Button>
      </Group>
    </Stack>
  );
}
