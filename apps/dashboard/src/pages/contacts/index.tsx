import { Button, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { Ago, Card, Confirm, curl, DeedTable, Empty, Listing, Page, Pill, told } from '../../ui/index.ts';
import { contactsKey, contactsQuery, removeContact, type Contact } from './data.ts';
import { CheckWindow, ContactForm, ImportWindow } from './windows.tsx';

type Open = { what: 'new' | 'import' | 'check' } | { what: 'edit' | 'delete'; contact: Contact } | null;

const SEARCH_PAUSE_MS = 250;

export default function Contacts() {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const remove = async (contactId: string) => {
    await removeContact(api, companyId, contactId);
    told('Deleted');
    await queries.invalidateQueries({ queryKey: contactsKey(companyId) });
  };
  return (
    <Page
      title="Contacts"
      about="Who writes to the company, and whom it writes to"
      actions={
        <>
          <Button variant="default" onClick={() => setOpen({ what: 'check' })}>
            Check numbers
          </Button>
          <Button variant="default" onClick={() => setOpen({ what: 'import' })}>
            Import
          </Button>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ what: 'new' })}>
            Add a contact
          </Button>
        </>
      }
    >
      <List onOpen={setOpen} />
      {open?.what === 'new' && <ContactForm contact={null} onClose={close} />}
      {open?.what === 'edit' && <ContactForm contact={open.contact} onClose={close} />}
      {open?.what === 'import' && <ImportWindow onClose={close} />}
      {open?.what === 'check' && <CheckWindow onClose={close} />}
      {open?.what === 'delete' && (
        <Confirm
          title={`Delete ${nameOf(open.contact)}?`}
          action="Delete"
          isOpen
          onClose={close}
          onConfirm={() => remove(open.contact.id)}
        >
          The name and the metadata are lost. Messages and chats stay; who writes again becomes a contact
          again.
        </Confirm>
      )}
    </Page>
  );
}

const nameOf = ({ name, pushName, username, chatId }: Contact): string =>
  name ?? pushName ?? username ?? chatId;

function List({ onOpen }: { onOpen(open: Open): void }) {
  const companyId = useCompanyId();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), SEARCH_PAUSE_MS);
  const query = useInfiniteQuery({
    ...contactsQuery(useApi(), companyId, search),
    placeholderData: (before) => before,
  });
  useRefreshOn(
    contactsKey(companyId),
    ({ type }) => type === 'contact.updated' || type === 'message.received',
    3000,
  );
  return (
    <Card padding={0}>
      <Group p="md" pb="sm">
        <TextInput
          aria-label="Search contacts"
          placeholder="A part of a name, or the beginning of a number"
          type="search"
          maxLength={100}
          w={{ base: '100%', sm: 380 }}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
      </Group>
      <Listing list={query} empty={<None search={search} />}>
        {(rows) => <Rows rows={rows} onOpen={onOpen} />}
      </Listing>
    </Card>
  );
}

function None({ search }: { search: string }) {
  const companyId = useCompanyId();
  if (search !== '')
    return (
      <Empty title={`Nobody is found by “${search}”`}>
        A part of a name is enough; of a number, its beginning with the country code.
      </Empty>
    );
  const body = { phoneNumber: '60123456789', name: 'Ana Lim' };
  return (
    <Empty
      title="There are no contacts yet"
      curl={curl('POST', `/api/v2/companies/${companyId}/contacts`, body)}
    >
      Who writes becomes a contact by himself. Add others here, or import a CSV file.
    </Empty>
  );
}

const SHOWN = 4;

/** What the company's programs keep with a contact, as far as there is room; the whole on hover. */
function Metadata({ of: metadata }: { of: Contact['metadata'] }) {
  const entries = Object.entries(metadata ?? {});
  if (entries.length === 0) return '–';
  return (
    <Group gap={6} title={JSON.stringify(metadata, null, 2)} maw={320}>
      {entries.slice(0, SHOWN).map(([key, value]) => (
        <span key={key} className="wt-tag">
          {key}: {typeof value === 'string' ? value : JSON.stringify(value)}
        </span>
      ))}
      {entries.length > SHOWN && (
        <Text size="xs" c="dimmed">
          and {entries.length - SHOWN} more
        </Text>
      )}
    </Group>
  );
}

function Rows({ rows, onOpen }: { rows: Contact[]; onOpen(open: Open): void }) {
  return (
    <DeedTable label="Contacts" columns={['Name', 'Metadata', 'Number', 'Marketing', 'Changed']}>
      {rows.map((contact) => (
        <tr key={contact.id}>
          <td>
            <Group gap={8}>
              <Text size="sm" fw={540}>
                {nameOf(contact)}
              </Text>
              {contact.isBusiness && <Pill status="business" tone="info" />}
            </Group>
            {contact.name && contact.pushName && contact.pushName !== contact.name && (
              <Text size="xs" c="dimmed">
                calls himself {contact.pushName}
              </Text>
            )}
          </td>
          <td>
            <Metadata of={contact.metadata} />
          </td>
          <td className="wt-num">
            {contact.phoneNumber ?? <span className="wt-mono">{contact.lid ?? contact.bsuid}</span>}
          </td>
          <td>{contact.acceptsMarketing === false ? <Pill status="refused" tone="warn" /> : '–'}</td>
          <td>
            <Ago at={contact.updatedAt} />
          </td>
          <td>
            <Group gap={6} justify="flex-end" wrap="nowrap">
              <Button
                size="xs"
                variant="default"
                aria-label={`Edit ${nameOf(contact)}`}
                onClick={() => onOpen({ what: 'edit', contact })}
              >
                Edit
              </Button>
              <Button
                size="xs"
                variant="default"
                c="var(--wt-bad)"
                aria-label={`Delete ${nameOf(contact)}`}
                onClick={() => onOpen({ what: 'delete', contact })}
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
