import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { IconBan, IconDots, IconKey, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCompanyId, useSignedIn } from '../../session/hooks.ts';
import {
  Ago,
  Card,
  Confirm,
  curl,
  DeedTable,
  Empty,
  Listing,
  Page,
  Pill,
  refused,
  told,
} from '../../ui/index.ts';
import { changeEmployee, employeesKey, employeesQuery, removeEmployee, type Employee } from './data.ts';
import { AddEmployee, EditEmployee, HandoverWindow, ResetPassword, type Handover } from './forms.tsx';

/** What is open above the list. */
type Open = { deed: 'add' } | { deed: 'edit' | 'reset' | 'remove' | 'disable'; employee: Employee } | null;

export default function Employees() {
  const companyId = useCompanyId();
  const list = useInfiniteQuery(employeesQuery(useApi(), companyId));
  const [open, setOpen] = useState<Open>(null);
  const [handover, setHandover] = useState<Handover | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ deed: 'add' })}>
      Add an employee
    </Button>
  );
  return (
    <Page
      title="Employees"
      about="Who signs in to this company, and what he may do. Programs have keys."
      actions={add}
    >
      <Card padding={0}>
        <Listing
          list={list}
          empty={
            <Empty
              title="Nobody signs in here yet"
              curl={curl('POST', `/api/v2/companies/${companyId}/employees`, {
                email: 'ana@example.org',
                name: 'Ana Lim',
                role: 'agent',
                password: 'ten characters or more',
              })}
            >
              Give everybody an account of his own: what he may do follows from his role, and when he leaves,
              his sessions end with the account.
            </Empty>
          }
        >
          {(rows) => <EmployeeTable employees={rows} onOpen={setOpen} />}
        </Listing>
      </Card>
      <Windows open={open} onClose={() => setOpen(null)} onHandover={setHandover} />
      <HandoverWindow handover={handover} onClose={() => setHandover(null)} />
    </Page>
  );
}

function Windows({
  open,
  onClose,
  onHandover,
}: {
  open: Open;
  onClose(): void;
  onHandover(handover: Handover): void;
}) {
  const api = useApi();
  const queries = useQueryClient();
  if (open === null) return null;
  const hand = (handover: Handover) => {
    onClose();
    onHandover(handover);
  };
  if (open.deed === 'add') return <AddEmployee onClose={onClose} onAdded={hand} />;
  const { deed, employee } = open;
  const again = () => queries.invalidateQueries({ queryKey: employeesKey(employee.companyId) });
  if (deed === 'edit') return <EditEmployee employee={employee} onClose={onClose} />;
  if (deed === 'reset') return <ResetPassword employee={employee} onClose={onClose} onReset={hand} />;
  const isRemoval = deed === 'remove';
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={isRemoval ? `Remove ${employee.name}?` : `Lock ${employee.name} out?`}
      action={isRemoval ? 'Remove' : 'Lock out'}
      onConfirm={async () => {
        await (isRemoval ? removeEmployee(api, employee) : changeEmployee(api, employee, { disabled: true }));
        await again();
        told(isRemoval ? `${employee.name} is removed` : `${employee.name} is locked out`);
      }}
    >
      {isRemoval
        ? `The account ${employee.email} is gone for good, and its sessions end now. What was sent stays.`
        : `${employee.email} cannot sign in any more, and its sessions end now. You can let it in again.`}
    </Confirm>
  );
}

function EmployeeTable({ employees, onOpen }: { employees: Employee[]; onOpen(open: Open): void }) {
  const { caller } = useSignedIn();
  return (
    <DeedTable label="Employees" columns={['Name', 'Role', 'Account', 'Last sign-in']}>
      {employees.map((employee) => (
        <tr key={employee.id}>
          <td>
            <Text size="sm" fw={540}>
              {employee.name}
              {employee.id === caller.employee?.id && (
                <Text span size="xs" c="dimmed">
                  {' '}
                  you
                </Text>
              )}
            </Text>
            <Text size="xs" c="dimmed">
              {employee.email}
            </Text>
          </td>
          <td>{employee.role}</td>
          <td>
            <Account employee={employee} />
          </td>
          <td>{employee.lastSignedInAt ? <Ago at={employee.lastSignedInAt} /> : 'never'}</td>
          <td>
            <Group justify="flex-end">
              <Deeds employee={employee} onOpen={onOpen} />
            </Group>
          </td>
        </tr>
      ))}
    </DeedTable>
  );
}

function Account({ employee: { disabled, hasPassword } }: { employee: Employee }) {
  if (disabled) return <Pill status="locked out" tone="bad" />;
  return hasPassword ? <Pill status="can sign in" tone="good" /> : <Pill status="no password" tone="warn" />;
}

function Deeds({ employee, onOpen }: { employee: Employee; onOpen(open: Open): void }) {
  const api = useApi();
  const queries = useQueryClient();
  const letIn = async () => {
    try {
      await changeEmployee(api, employee, { disabled: false });
      await queries.invalidateQueries({ queryKey: employeesKey(employee.companyId) });
      told(`${employee.name} may sign in again`);
    } catch (error) {
      refused('Not let in', error);
    }
  };
  return (
    <Menu position="bottom-end" width={210} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`What to do with ${employee.name}`}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={16} aria-hidden />}
          onClick={() => onOpen({ deed: 'edit', employee })}
        >
          Change name or role
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKey size={16} aria-hidden />}
          onClick={() => onOpen({ deed: 'reset', employee })}
        >
          Set a new password
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBan size={16} aria-hidden />}
          onClick={() => (employee.disabled ? void letIn() : onOpen({ deed: 'disable', employee }))}
        >
          {employee.disabled ? 'Let in again' : 'Lock out'}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          c="var(--wt-bad)"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => onOpen({ deed: 'remove', employee })}
        >
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
