import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { CopyField, fieldFault, ProblemAlert, told, useDeed, type Deed } from '../../ui/index.ts';
import {
  changeEmployee,
  createEmployee,
  employeesKey,
  newPassword,
  ROLES,
  type Employee,
  type Role,
} from './data.ts';

interface FormProps {
  title: string;
  action: string;
  deed: Deed;
  onClose(): void;
  onSend(): void;
  children: ReactNode;
}

/** A form in a window of its own, with what was refused above its buttons. */
function FormWindow({ title, action, deed, onClose, onSend, children }: FormProps) {
  return (
    <Modal opened onClose={onClose} title={<Text fw={620}>{title}</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSend();
        }}
      >
        <Stack gap="sm">
          {children}
          {deed.error && <ProblemAlert error={deed.error} />}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.isBusy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Fields {
  name: string;
  email: string;
  role: Role;
}

function PersonFields({
  value,
  onChange,
  error,
}: {
  value: Fields;
  onChange(value: Fields): void;
  error: Error | null;
}) {
  return (
    <>
      <TextInput
        label="Name"
        required
        maxLength={200}
        value={value.name}
        error={fieldFault(error, '/name')}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label="Email"
        type="email"
        description="What he signs in with"
        required
        autoComplete="off"
        value={value.email}
        error={fieldFault(error, '/email')}
        onChange={(event) => onChange({ ...value, email: event.currentTarget.value })}
      />
      <Radio.Group label="Role" value={value.role} onChange={(role) => onChange({ ...value, role: role })}>
        <Stack gap={8} mt={6}>
          {ROLES.map(({ role, about }) => (
            <Radio key={role} value={role} label={role} description={about} size="sm" />
          ))}
        </Stack>
      </Radio.Group>
    </>
  );
}

function PasswordField({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange(value: string): void;
  error: Error | null;
}) {
  return (
    <TextInput
      label="First password"
      description="Ten characters or more. Hand it over yourself; it can be changed under the name in the head."
      required
      minLength={10}
      maxLength={200}
      autoComplete="new-password"
      className="wt-mono"
      value={value}
      error={fieldFault(error, '/password')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** What an employee is to be told: it cannot be read again. */
export interface Handover {
  email: string;
  password: string;
}

export function HandoverWindow({ handover, onClose }: { handover: Handover | null; onClose(): void }) {
  return (
    <Modal opened={handover !== null} onClose={onClose} title={<Text fw={620}>Hand this over</Text>}>
      {handover && (
        <Stack gap="sm">
          <Text size="sm">The password is shown this once. It is kept as a hash alone.</Text>
          <CopyField label="Where to sign in" value={`${window.location.origin}/sign-in`} />
          <CopyField label="Email" value={handover.email} />
          <CopyField label="Password" value={handover.password} />
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

export function AddEmployee({ onClose, onAdded }: { onClose(): void; onAdded(handover: Handover): void }) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const deed = useDeed();
  const [fields, setFields] = useState<Fields>({ name: '', email: '', role: 'agent' });
  const [password, setPassword] = useState(newPassword);
  const send = async () => {
    const isDone = await deed.run(() => createEmployee(api, companyId, { ...fields, password }));
    if (!isDone) return;
    await queries.invalidateQueries({ queryKey: employeesKey(companyId) });
    onAdded({ email: fields.email, password });
  };
  return (
    <FormWindow
      title="Add an employee"
      action="Add employee"
      deed={deed}
      onClose={onClose}
      onSend={() => void send()}
    >
      <PersonFields value={fields} onChange={setFields} error={deed.error} />
      <PasswordField value={password} onChange={setPassword} error={deed.error} />
    </FormWindow>
  );
}

export function EditEmployee({ employee, onClose }: { employee: Employee; onClose(): void }) {
  const api = useApi();
  const queries = useQueryClient();
  const deed = useDeed();
  const { name, email, role, companyId } = employee;
  const [fields, setFields] = useState<Fields>({ name, email, role });
  const send = async () => {
    if (!(await deed.run(() => changeEmployee(api, employee, fields)))) return;
    await queries.invalidateQueries({ queryKey: employeesKey(companyId) });
    told(`${fields.name} is changed`);
    onClose();
  };
  return (
    <FormWindow
      title={`Change ${name}`}
      action="Save"
      deed={deed}
      onClose={onClose}
      onSend={() => void send()}
    >
      <PersonFields value={fields} onChange={setFields} error={deed.error} />
    </FormWindow>
  );
}

export function ResetPassword({
  employee,
  onClose,
  onReset,
}: {
  employee: Employee;
  onClose(): void;
  onReset(handover: Handover): void;
}) {
  const api = useApi();
  const queries = useQueryClient();
  const deed = useDeed();
  const [password, setPassword] = useState(newPassword);
  const send = async () => {
    if (!(await deed.run(() => changeEmployee(api, employee, { password })))) return;
    await queries.invalidateQueries({ queryKey: employeesKey(employee.companyId) });
    onReset({ email: employee.email, password });
  };
  return (
    <FormWindow
      title={`A new password for ${employee.name}`}
      action="Set password"
      deed={deed}
      onClose={onClose}
      onSend={() => void send()}
    >
      <Text size="sm">The old one no longer works, and everywhere he is signed in his session ends.</Text>
      <PasswordField value={password} onChange={setPassword} error={deed.error} />
    </FormWindow>
  );
}
