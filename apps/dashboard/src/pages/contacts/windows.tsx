import { Button, FileButton, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { fieldFault, Pill, ProblemAlert, told, useDeed } from '../../ui/index.ts';
import { readCsv, type Csv } from './csv.ts';
import {
  changeContact,
  checkNumbers,
  contactsKey,
  createContact,
  importCsv,
  type Checked,
  type Contact,
  type Imported,
} from './data.ts';

interface WindowProps {
  onClose(): void;
}

const titled = (title: string) => <Text fw={620}>{title}</Text>;

/** Makes a contact, or changes one. */
export function ContactForm({ contact, onClose }: WindowProps & { contact: Contact | null }) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const deed = useDeed();
  const [phoneNumber, setNumber] = useState(contact?.phoneNumber ?? '');
  const [name, setName] = useState(contact?.name ?? '');
  const save = async () => {
    const wish = {
      name: name.trim() || null,
      ...(phoneNumber.trim() ? { phoneNumber: phoneNumber.trim() } : {}),
    };
    const isDone = await deed.run(() =>
      contact ? changeContact(api, companyId, contact.id, wish) : createContact(api, companyId, wish),
    );
    if (!isDone) return;
    void queries.invalidateQueries({ queryKey: contactsKey(companyId) });
    told(contact ? 'Saved' : 'Added');
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={titled(contact ? 'Edit the contact' : 'Add a contact')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="Number"
            description="With the country code"
            placeholder="+60 12-345 6789"
            type="tel"
            required={!contact?.lid && !contact?.bsuid}
            data-autofocus={!contact || undefined}
            value={phoneNumber}
            error={fieldFault(deed.error, '/phoneNumber')}
            onChange={({ currentTarget: { value } }) => setNumber(value)}
          />
          <TextInput
            label="Name"
            maxLength={200}
            data-autofocus={contact ? true : undefined}
            value={name}
            error={fieldFault(deed.error, '/name')}
            onChange={({ currentTarget: { value } }) => setName(value)}
          />
          {deed.error && <ProblemAlert error={deed.error} />}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.isBusy}>
              {contact ? 'Save' : 'Add the contact'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const PREVIEWED = 5;

/** Imports a CSV file: a look at it first, then what became of each row. */
export function ImportWindow({ onClose }: WindowProps) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const deed = useDeed();
  const [csv, setCsv] = useState<Csv | null>(null);
  const [result, setResult] = useState<Imported | null>(null);
  const choose = async (file: File | null) => {
    if (!file) return;
    setCsv(null);
    setResult(null);
    await deed.run(async () => setCsv(readCsv(await file.text())));
  };
  const send = (chosen: Csv) =>
    deed.run(async () => {
      setResult(await importCsv(api, companyId, chosen.text));
      await queries.invalidateQueries({ queryKey: contactsKey(companyId) });
    });
  return (
    <Modal opened onClose={onClose} size="xl" title={titled('Import contacts')}>
      <Stack gap="md">
        <Text size="sm">
          A CSV file whose first line names the columns: phoneNumber, name, and whatever else you keep of a
          person, which becomes metadata. Who is here already is changed, not doubled; importing again is
          safe.
        </Text>
        <Group>
          <FileButton accept=".csv,text/csv" onChange={(file) => void choose(file)}>
            {(props) => (
              <Button {...props} variant="default">
                Choose a file
              </Button>
            )}
          </FileButton>
        </Group>
        {deed.error && <ProblemAlert error={deed.error} />}
        {csv && !result && <Preview csv={csv} />}
        {csv && result && <Result csv={csv} result={result} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {result ? 'Close' : 'Cancel'}
          </Button>
          {csv && !result && (
            <Button loading={deed.isBusy} onClick={() => void send(csv)}>
              Import {csv.rows.length.toLocaleString()} {csv.rows.length === 1 ? 'row' : 'rows'}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Preview({ csv: { columns, rows } }: { csv: Csv }) {
  return (
    <div className="wt-scroll-x" tabIndex={0} role="region" aria-label="Preview">
      <table className="wt-table">
        <thead>
          <tr>
            {columns.map((name, n) => (
              <th key={n}>{name || `Column ${n + 1}`}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, PREVIEWED).map((row, n) => (
            <tr key={n}>
              {columns.map((_, place) => (
                <td key={place}>{row[place]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > PREVIEWED && (
        <Text size="xs" c="dimmed" p="xs">
          and {(rows.length - PREVIEWED).toLocaleString()} more
        </Text>
      )}
    </div>
  );
}

/** Faulty rows that are shown; a file of nothing else is not scrolled through. */
const FAULTS_SHOWN = 200;

function Result({ csv, result }: { csv: Csv; result: Imported }) {
  const faulty = result.data.filter(({ status }) => status === 'failed');
  return (
    <Stack gap="sm">
      <Group gap="xs" role="status">
        <Pill status="created" tone="good">
          {result.created} added
        </Pill>
        <Pill status="updated" tone="info">
          {result.updated} changed
        </Pill>
        <Pill status="failed" tone={result.failed > 0 ? 'bad' : 'idle'}>
          {result.failed} not taken
        </Pill>
      </Group>
      {faulty.length > 0 && (
        <div className="wt-scroll-x" tabIndex={0} role="region" aria-label="Rows that were not taken">
          <table className="wt-table">
            <thead>
              <tr>
                <th>Row</th>
                <th>It says</th>
                <th>What is wrong</th>
              </tr>
            </thead>
            <tbody>
              {faulty.slice(0, FAULTS_SHOWN).map(({ row, errors = [] }) => (
                <tr key={row}>
                  <td className="wt-num">{row}</td>
                  <td>{csv.rows[row - 1]?.join(', ')}</td>
                  <td>{errors.map(({ path, message }) => `${path.slice(1)} ${message}`).join('; ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Stack>
  );
}

const MAX_CHECKED = 100;
const isNumber = (text: string): boolean =>
  /^\+?[0-9 ().-]+$/.test(text) && /^\d{5,20}$/.test(text.replaceAll(/\D/g, ''));

/** What is wrong with a list of numbers, in words. */
function faultOf(numbers: string[]): string | null {
  if (numbers.length > MAX_CHECKED) return `These are ${numbers.length}`;
  const wrong = numbers.find((one) => !isNumber(one));
  return wrong === undefined ? null : `“${wrong}” is no number with its country code`;
}

/** Asks WhatsApp, through a phone that is connected, whether numbers are there. */
export function CheckWindow({ onClose }: WindowProps) {
  const api = useApi();
  const companyId = useCompanyId();
  const deed = useDeed();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Checked[] | null>(null);
  const numbers = text
    .split(/[\n,;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const fault = faultOf(numbers);
  return (
    <Modal opened onClose={onClose} title={titled('Which numbers are on WhatsApp?')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void deed.run(async () => setFound((await checkNumbers(api, companyId, numbers)).data));
        }}
      >
        <Stack gap="md">
          <Textarea
            label="Numbers"
            description="One a line, with the country code; a hundred at the most. A connected WhatsApp Web phone asks."
            autosize
            minRows={3}
            maxRows={10}
            data-autofocus
            value={text}
            error={fault}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
          {deed.error && <ProblemAlert error={deed.error} />}
          {found && (
            <ul style={{ listStyle: 'none', margin: 0, padding: 0 }} aria-label="What was found">
              {found.map(({ asked, exists }, n) => (
                <li key={n}>
                  <Group justify="space-between" py={4}>
                    <span className="wt-num">{asked}</span>
                    <Pill status={exists ? 'on WhatsApp' : 'not there'} tone={exists ? 'good' : 'idle'} />
                  </Group>
                </li>
              ))}
            </ul>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" loading={deed.isBusy} disabled={numbers.length === 0 || fault !== null}>
              Check
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
