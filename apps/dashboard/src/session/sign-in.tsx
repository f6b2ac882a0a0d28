import {
  Alert,
  Button,
  Center,
  Group,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useEffect, useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { Logo } from '../layout/logo.tsx';
import { ProblemAlert } from '../ui/problem.tsx';
import { useDeed } from '../ui/use-deed.ts';
import { signInWithKey, signInWithPassword, useSession } from './session.ts';

type Way = 'employee' | 'key';

/** Back to where he came from: an address of this app, nothing else. */
const placeOf = (to: string | null): string => (to?.startsWith('/c/') ? to : '/');

export default function SignIn() {
  const session = useSession();
  const [parameters] = useSearchParams();
  const [way, setWay] = useState<Way>('employee');
  useEffect(() => {
    document.title = 'Sign in · Watertight';
  }, []);
  if (session.state === 'in') return <Navigate to={placeOf(parameters.get('to'))} replace />;
  return (
    <Center mih="100dvh" p="md" component="main">
      <Stack w="100%" maw={380} gap="md">
        <Group gap="sm">
          <Logo size={34} />
          <div>
            <Title order={1}>Sign in to Watertight</Title>
            <Text size="sm" c="dimmed">
              WhatsApp for many phones, in one place
            </Text>
          </div>
        </Group>
        {session.state === 'out' && session.isOver && (
          <Alert
            color="yellow"
            variant="outline"
            role="status"
            styles={{ message: { color: 'var(--wt-text)' } }}
          >
            Your session is over. Sign in again to go on where you were.
          </Alert>
        )}
        <div className="wt-card" style={{ padding: 20 }}>
          <SegmentedControl
            fullWidth
            mb="md"
            aria-label="How to sign in"
            value={way}
            onChange={(value) => setWay(value)}
            data={[
              { value: 'employee', label: 'With a password' },
              { value: 'key', label: 'With a key' },
            ]}
          />
          {way === 'employee' ? <EmployeeForm /> : <KeyForm />}
        </div>
        <Text size="xs" c="dimmed">
          {way === 'employee'
            ? 'An administrator of your company makes your account under Employees.'
            : 'npm start prints the admin key. A pasted key stays in this tab and is forgotten with it.'}
        </Text>
      </Stack>
    </Center>
  );
}

function EmployeeForm() {
  const { error, isBusy, run } = useDeed();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [companyId, setCompanyId] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => signInWithPassword({ email, password, ...(companyId ? { companyId } : {}) }));
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Email"
          type="email"
          required
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          required
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <TextInput
          label="Company"
          description="Only if you work for several with the same address and password"
          autoComplete="organization"
          value={companyId}
          onChange={(event) => setCompanyId(event.currentTarget.value)}
        />
        {error && <ProblemAlert error={error} />}
        <Button type="submit" loading={isBusy} fullWidth mt={4}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}

function KeyForm() {
  const { error, isBusy, run } = useDeed();
  const [key, setKey] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => signInWithKey(key.trim()));
      }}
    >
      <Stack gap="sm">
        <PasswordInput
          label="API key"
          description="The admin key, or a key of your company"
          required
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        {error && <ProblemAlert error={error} />}
        <Button type="submit" loading={isBusy} fullWidth mt={4}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
