import { Button, Group, Select, Skeleton, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import {
  Ago,
  Card,
  Confirm,
  DeedTable,
  Empty,
  Listing,
  Page,
  Pill,
  ProblemAlert,
  refused,
  told,
  useDeed,
} from '../../ui/index.ts';
import {
  metaPhonesQuery,
  removeTemplate,
  syncTemplates,
  templatesKey,
  templatesQuery,
  type Filter,
  type Template,
} from './data.ts';
import { TemplateDrawer } from './form.tsx';
import { SendWindow } from './send.tsx';

export default function Templates() {
  const companyId = useCompanyId();
  const { data: phones, error, refetch } = useQuery(metaPhonesQuery(useApi(), companyId));
  const [chosen, setChosen] = useState<number | null>(null);
  const phoneIndex = chosen ?? phones?.[0]?.phoneIndex;
  if (phoneIndex !== undefined && phones)
    return (
      <OfPhone
        key={phoneIndex}
        phoneIndex={phoneIndex}
        phones={phones.map((phone) => phone.phoneIndex)}
        onPhone={setChosen}
      />
    );
  return (
    <Page title="Templates" about={ABOUT}>
      {error && !phones && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!phones && !error && <Skeleton h={220} radius="lg" />}
      {phones && (
        <Card>
          <Empty title="There is no Cloud API phone yet">
            Templates belong to a WhatsApp Business account of Meta. Add a Cloud API phone under Phones, and
            its templates are shown here.
          </Empty>
        </Card>
      )}
    </Page>
  );
}

const ABOUT = 'What the Cloud API may send to who has not written for a day; Meta reviews each';

type Open = { what: 'new' } | { what: 'edit' | 'send' | 'delete'; template: Template } | null;

interface OfPhoneProps {
  phoneIndex: number;
  phones: number[];
  onPhone(phoneIndex: number): void;
}

function OfPhone({ phoneIndex, phones, onPhone }: OfPhoneProps) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const sync = useDeed();
  const close = () => setOpen(null);
  const renew = () => queries.invalidateQueries({ queryKey: templatesKey(companyId) });
  const synced = async () => {
    try {
      const { templates } = await syncTemplates(api, companyId, phoneIndex);
      told(`${templates} ${templates === 1 ? 'template' : 'templates'} at Meta`);
      await renew();
    } catch (error) {
      refused('Not synced', error);
    }
  };
  return (
    <Page
      title="Templates"
      about={ABOUT}
      actions={
        <>
          {phones.length > 1 && (
            <Select
              aria-label="Phone"
              w={130}
              data={phones.map((one) => ({ value: String(one), label: `Phone ${one}` }))}
              value={String(phoneIndex)}
              allowDeselect={false}
              onChange={(value) => onPhone(Number(value))}
            />
          )}
          <Button variant="default" loading={sync.isBusy} onClick={() => void sync.run(synced)}>
            Sync with Meta
          </Button>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ what: 'new' })}>
            New template
          </Button>
        </>
      }
    >
      <List phoneIndex={phoneIndex} onOpen={setOpen} />
      {open?.what === 'new' && <TemplateDrawer phoneIndex={phoneIndex} onClose={close} />}
      {open?.what === 'edit' && (
        <TemplateDrawer phoneIndex={phoneIndex} template={open.template} onClose={close} />
      )}
      {open?.what === 'send' && (
        <SendWindow phoneIndex={phoneIndex} template={open.template} onClose={close} />
      )}
      {open?.what === 'delete' && (
        <Confirm
          title={`Delete ${open.template.name} in ${open.template.language}?`}
          action="Delete"
          isOpen
          onClose={close}
          onConfirm={async () => {
            await removeTemplate(api, companyId, phoneIndex, open.template.templateId);
            told('Deleted');
            await renew();
          }}
        >
          It is deleted at Meta, for all phones of the account. Meta keeps the name taken for thirty days.
        </Confirm>
      )}
    </Page>
  );
}

const SEARCH_PAUSE_MS = 250;
/** As Meta spells languages. */
const LANGUAGE = /^[a-z]{2,3}(_[A-Z]{2})?$/;
const STATUSES = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED'];
const CATEGORIES = ['UTILITY', 'MARKETING', 'AUTHENTICATION'];

function List({ phoneIndex, onOpen }: { phoneIndex: number; onOpen(open: Open): void }) {
  const companyId = useCompanyId();
  const [chosen, setFilter] = useState<Filter>({});
  const [text, setText] = useState('');
  const [language, setLanguage] = useState('');
  const [search] = useDebouncedValue(
    text
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
    SEARCH_PAUSE_MS,
  );
  const filter: Filter = {
    ...chosen,
    ...(LANGUAGE.test(language) ? { language } : {}),
    ...(/^[a-z0-9_]+$/.test(search) ? { search } : {}),
  };
  const query = useInfiniteQuery({
    ...templatesQuery(useApi(), companyId, phoneIndex, filter),
    placeholderData: (before) => before,
  });
  useRefreshOn(templatesKey(companyId), ({ type }) => type === 'template.status');
  const isFiltered = Object.keys(filter).length > 0;
  const put = (key: 'status' | 'category', value: string | null) => {
    const { [key]: _, ...rest } = chosen;
    setFilter(value === null ? rest : { ...rest, [key]: value });
  };
  return (
    <Card padding={0}>
      <Group p="md" pb="sm">
        <TextInput
          aria-label="Search templates"
          placeholder="A part of the name"
          type="search"
          maxLength={100}
          w={200}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
        <TextInput
          aria-label="Language"
          placeholder="Any language"
          w={130}
          maxLength={6}
          value={language}
          error={language !== '' && !LANGUAGE.test(language)}
          onChange={({ currentTarget: { value } }) => setLanguage(value.trim())}
        />
        <Select
          aria-label="Status"
          placeholder="Any status"
          w={160}
          clearable
          clearButtonProps={{ 'aria-label': 'Any status' }}
          data={STATUSES}
          value={filter.status ?? null}
          onChange={(value) => put('status', value)}
        />
        <Select
          aria-label="Category"
          placeholder="Any category"
          w={180}
          clearable
          clearButtonProps={{ 'aria-label': 'Any category' }}
          data={CATEGORIES}
          value={filter.category ?? null}
          onChange={(value) => put('category', value)}
        />
      </Group>
      <Listing
        list={query}
        empty={
          <Empty title={isFiltered ? 'No template is so' : 'There are no templates yet'}>
            {isFiltered
              ? 'Choose another filter to see the others.'
              : 'Make the first one here, or sync those that the account has at Meta.'}
          </Empty>
        }
      >
        {(rows) => <Rows rows={rows} onOpen={onOpen} />}
      </Listing>
    </Card>
  );
}

/** Meta takes changes of these alone. */
const CHANGEABLE = new Set(['APPROVED', 'REJECTED', 'PAUSED']);

const QUALITY = { GREEN: 'good', YELLOW: 'warn', RED: 'bad' } as const;

function Rows({ rows, onOpen }: { rows: Template[]; onOpen(open: Open): void }) {
  return (
    <DeedTable label="Templates" columns={['Template', 'Status', 'Quality', 'Category', 'Seen at Meta']}>
      {rows.map((one) => (
        <tr key={one.templateId}>
          <td>
            <Text size="sm" fw={540}>
              {one.name}
            </Text>
            <Text size="xs" c="dimmed">
              {one.language}
            </Text>
          </td>
          <td>
            <Pill status={one.status} />
            {one.rejectedReason && one.rejectedReason !== 'NONE' && (
              <Text size="xs" c="dimmed" mt={2}>
                Meta’s reason: {one.rejectedReason}
              </Text>
            )}
          </td>
          <td>
            {one.quality && one.quality !== 'UNKNOWN' ? (
              <Pill status={one.quality} tone={QUALITY[one.quality as keyof typeof QUALITY] ?? 'idle'} />
            ) : (
              '–'
            )}
          </td>
          <td>{one.category}</td>
          <td>
            <Ago at={one.syncedAt} />
          </td>
          <td>
            <Group gap={6} justify="flex-end" wrap="nowrap">
              <Button
                size="xs"
                variant="default"
                disabled={one.status !== 'APPROVED'}
                aria-label={`Send a test of ${one.name}`}
                onClick={() => onOpen({ what: 'send', template: one })}
              >
                Send a test
              </Button>
              <Button
                size="xs"
                variant="default"
                disabled={!CHANGEABLE.has(one.status)}
                aria-label={`Change ${one.name}`}
                onClick={() => onOpen({ what: 'edit', template: one })}
              >
                Change
              </Button>
              <Button
                size="xs"
                variant="default"
                c="var(--wt-bad)"
                aria-label={`Delete ${one.name}`}
                onClick={() => onOpen({ what: 'delete', template: one })}
              >
                Delete
              </Button>
            </Group>
          </td>
        </tr>
      ))}
    </DeedTable>
  );
}
