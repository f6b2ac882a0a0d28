import { Button, Group, Select, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useEffect, useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { NO_FILTER, parametersOf, type Filter } from './filter.ts';

const STATUSES = [
  { value: 'failed,unconfirmed', label: 'Failed or uncertain' },
  { value: 'scheduled,queued,sending', label: 'Waiting' },
  { value: 'sent,delivered,read,played', label: 'Sent' },
  ...[
    'scheduled',
    'queued',
    'sending',
    'sent',
    'delivered',
    'read',
    'played',
    'failed',
    'unconfirmed',
    'expired',
    'cancelled',
    'received',
  ].map((value) => ({ value, label: value })),
];

const TYPES =
  'text image video audio voice document sticker location contact poll reaction interactive template button order call system unsupported'.split(
    ' ',
  );

const TYPED_MS = 350;

/** Text that is passed on when nothing was typed for a moment. */
function useTyped(value: string, onChange: (value: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const [given, setGiven] = useState(value);
  if (given !== value) {
    setGiven(value);
    setText(value);
  }
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), TYPED_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return [text, setText];
}

/** Drawn anew when the filter changes, not for every message that comes. */
export const Filters = memo(function Filters({
  filter,
  onChange,
}: {
  filter: Filter;
  onChange(part: Partial<Filter>): void;
}) {
  const set = (name: keyof Filter) => (value: string | null) => onChange({ [name]: value ?? '' });
  const [search, setSearch] = useTyped(filter.search, set('search'));
  const [chatId, setChatId] = useTyped(filter.chatId, set('chatId'));
  const isNarrowed = parametersOf(filter).size > 0;
  return (
    <Group gap="xs" align="flex-end" role="search" aria-label="Messages">
      <TextInput
        aria-label="Search"
        placeholder="Text, number or id"
        leftSection={<IconSearch size={15} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        w={{ base: '100%', xs: 230 }}
      />
      <Select
        aria-label="Status"
        placeholder="Any status"
        data={STATUSES}
        value={filter.status || null}
        onChange={set('status')}
        clearable
        w={170}
        maxDropdownHeight={320}
      />
      <Select
        aria-label="Direction"
        placeholder="Both ways"
        data={[
          { value: 'outbound', label: 'Sent from here' },
          { value: 'inbound', label: 'Received' },
        ]}
        value={filter.direction || null}
        onChange={set('direction')}
        clearable
        w={145}
      />
      <Select
        aria-label="Type"
        placeholder="Any type"
        data={TYPES}
        value={filter.type || null}
        onChange={set('type')}
        clearable
        w={130}
      />
      <PhoneFilter value={filter.phoneIndex} onChange={set('phoneIndex')} />
      <TextInput
        aria-label="Chat"
        placeholder="Chat: number"
        value={chatId}
        onChange={(event) => setChatId(event.currentTarget.value)}
        w={150}
      />
      <TextInput
        aria-label="From"
        title="From"
        type="datetime-local"
        value={filter.from}
        onChange={(event) => set('from')(event.currentTarget.value)}
        w={190}
      />
      <TextInput
        aria-label="Until"
        title="Until"
        type="datetime-local"
        value={filter.to}
        onChange={(event) => set('to')(event.currentTarget.value)}
        w={190}
      />
      {isNarrowed && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconX size={15} aria-hidden />}
          onClick={() => onChange(NO_FILTER)}
        >
          Show all
        </Button>
      )}
    </Group>
  );
});

function PhoneFilter({ value, onChange }: { value: string; onChange(value: string | null): void }) {
  const api = useApi();
  const companyId = useCompanyId();
  const { data = [] } = useQuery({
    queryKey: ['phones', companyId, 'names'],
    queryFn: async ({ signal }) => {
      const asked = { params: { path: { companyId }, query: { limit: 200 } }, signal };
      return (await unwrap(api.GET('/api/v2/companies/{companyId}/phones', asked))).data;
    },
  });
  return (
    <Select
      aria-label="Phone"
      placeholder="Any phone"
      data={data.map(({ phoneIndex, name }) => ({
        value: String(phoneIndex),
        label: `${phoneIndex} ${name ?? ''}`.trim(),
      }))}
      value={value || null}
      onChange={onChange}
      clearable
      searchable={data.length > 8}
      w={160}
    />
  );
}
