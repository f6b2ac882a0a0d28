import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { useApi, useCompanyId, useSignedIn } from '../session/hooks.ts';
import { companiesQuery } from '../session/companies.ts';

/** Which company is looked at: an administrator chooses, everybody else has one. */
export function CompanySwitcher() {
  const { caller } = useSignedIn();
  return caller.kind === 'admin' ? <Switcher /> : <Own />;
}

function Own() {
  return (
    <Text size="sm" fw={540} truncate>
      {useCompanyId()}
    </Text>
  );
}

function Switcher() {
  const api = useApi();
  const companyId = useCompanyId();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data = [] } = useQuery(companiesQuery(api));
  const known = data.some(({ id }) => id === companyId)
    ? data
    : [{ id: companyId, name: companyId }, ...data];
  const page = pathname.split('/')[3] ?? 'overview';
  return (
    <Select
      aria-label="Company"
      size="xs"
      w={{ base: 130, xs: 190 }}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      value={companyId}
      allowDeselect={false}
      searchable={known.length > 8}
      onChange={(id) => id !== null && void navigate(`/c/${id}/${page}`)}
      comboboxProps={{ width: 260, position: 'bottom-start' }}
    />
  );
}
