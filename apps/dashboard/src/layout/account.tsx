import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../session/hooks.ts';
import { unwrap } from '../session/problem.ts';
import { signOutEverywhere } from '../session/session.ts';
import { fieldFault } from '../ui/fields.ts';
import { ProblemAlert } from '../ui/problem.tsx';
import { told } from '../ui/toast.tsx';
import { useDeed } from '../ui/use-deed.ts';

/** One's own account: another password, and the end of all sessions. For employees; keys have neither. */
export default function Account({ onClose }: { onClose(): void }) {
  return (
    <Modal opened onClose={onClose} title={<Text fw={620}>Your account</Text>}>
      <Stack gap="lg">
        <PasswordForm onDone={onClose} />
        <Everywhere />
      </Stack>
    </Modal>
  );
}

function PasswordForm({ onDone }: { onDone(): void }) {
  const api = useApi();
  const { run, error, isBusy } = useDeed();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const send = async () => {
    const body = { currentPassword, newPassword };
    if (!(await run(() => unwrap(api.POST('/api/v2/auth/password', { body }))))) return;
    told('Your password is changed. Everywhere else you are signed out.');
    onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="sm">
        <PasswordInput
          label="Password now"
          required
          autoComplete="current-password"
          value={currentPassword}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          data-autofocus
        />
        <PasswordInput
          label="New password"
          description="Ten characters or more"
          required
          minLength={10}
          autoComplete="new-password"
          value={newPassword}
          error={fieldFault(error, '/newPassword')}
          onChange={(event) => setNew(event.currentTarget.value)}
        />
        {error && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={isBusy}>
            Change password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Everywhere() {
  const { run, error, isBusy } = useDeed();
  return (
    <Stack gap="sm" pt="md" style={{ borderTop: '1px solid var(--wt-line)' }}>
      <Text size="sm">
        A device is lost, or you do not know where you are signed in? End every session, this one too.
      </Text>
      {error && <ProblemAlert error={error} />}
      <Group justify="flex-end">
        <Button variant="default" loading={isBusy} onClick={() => void run(signOutEverywhere)}>
          Sign out everywhere
        </Button>
      </Group>
    </Stack>
  );
}
