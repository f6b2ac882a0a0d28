import {
  Button,
  Drawer,
  Group,
  Modal,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { fieldFault, Pill, ProblemAlert, told, useDeed } from '../../ui/index.ts';
import {
  createTemplate,
  messageQuery,
  sendTemplate,
  templatesKey,
  type NewTemplate,
  type Template,
} from './data.ts';
import {
  areNumbered,
  askedOf,
  componentsOf,
  filled,
  messageOf,
  variablesOf,
  type Component,
  type Draft,
} from './parts.ts';

const EMPTY: Draft = {
  header: '',
  headerExample: '',
  body: '',
  examples: {},
  footer: '',
  replies: ['', ''],
  link: { text: '', url: '' },
};
const CATEGORIES = [
  { value: 'UTILITY', label: 'Utility: about something that the person ordered or asked for' },
  { value: 'MARKETING', label: 'Marketing: everything else' },
];

interface WindowProps {
  phoneIndex: number;
  onClose(): void;
}

/** Makes a template, with a look at it beside. */
export function NewTemplateDrawer({ phoneIndex, onClose }: WindowProps) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const deed = useDeed();
  const [name, setName] = useState('');
  const [language, setLanguage] = useState('en_US');
  const [category, setCategory] = useState('UTILITY');
  const [draft, setDraft] = useState(EMPTY);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const variables = variablesOf(draft.body);
  const save = async () => {
    const body = {
      name,
      language,
      category: category as NewTemplate['category'],
      components: componentsOf(draft),
    };
    if (!(await deed.run(() => createTemplate(api, companyId, phoneIndex, body)))) return;
    void queries.invalidateQueries({ queryKey: templatesKey(companyId) });
    told('Meta reviews it now');
    onClose();
  };
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title={<Text fw={620}>New template</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <Stack gap="sm">
            <TextInput
              label="Name"
              description="Small letters, digits and underscores"
              required
              pattern="[a-z0-9_]+"
              data-autofocus
              value={name}
              error={fieldFault(deed.error, '/name')}
              onChange={({ currentTarget: { value } }) => setName(value)}
            />
            <TextInput
              label="Language"
              description="As Meta spells it: en_US, ms, pt_BR"
              required
              pattern="[a-z]{2,3}(_[A-Z]{2})?"
              value={language}
              onChange={({ currentTarget: { value } }) => setLanguage(value)}
            />
            <Select
              label="Category"
              data={CATEGORIES}
              value={category}
              allowDeselect={false}
              onChange={(value) => setCategory(value ?? 'UTILITY')}
            />
            <TextInput
              label="Header"
              maxLength={60}
              value={draft.header}
              onChange={({ currentTarget: { value } }) => change({ header: value })}
            />
            {variablesOf(draft.header).length > 0 && (
              <TextInput
                label="Example of the header’s variable"
                required
                value={draft.headerExample}
                onChange={({ currentTarget: { value } }) => change({ headerExample: value })}
              />
            )}
            <Textarea
              label="Body"
              description="Variables are {{1}}, {{2}}, …"
              required
              autosize
              minRows={3}
              maxLength={1024}
              value={draft.body}
              error={areNumbered(variables) ? null : 'Number the variables from {{1}}, without a hole'}
              onChange={({ currentTarget: { value } }) => change({ body: value })}
            />
            {variables.map((one) => (
              <TextInput
                key={one}
                label={`Example of {{${one}}}`}
                required
                value={draft.examples[one] ?? ''}
                onChange={({ currentTarget: { value } }) =>
                  change({ examples: { ...draft.examples, [one]: value } })
                }
              />
            ))}
            <TextInput
              label="Footer"
              maxLength={60}
              value={draft.footer}
              onChange={({ currentTarget: { value } }) => change({ footer: value })}
            />
            {draft.replies.map((reply, n) => (
              <TextInput
                key={n}
                label={`Quick reply ${n + 1}`}
                maxLength={25}
                value={reply}
                onChange={({ currentTarget: { value } }) =>
                  change({ replies: draft.replies.map((one, place) => (place === n ? value : one)) })
                }
              />
            ))}
            <TextInput
              label="Link’s label"
              maxLength={25}
              value={draft.link.text}
              onChange={({ currentTarget: { value } }) => change({ link: { ...draft.link, text: value } })}
            />
            {draft.link.text !== '' && (
              <TextInput
                label="Link’s address"
                type="url"
                required
                value={draft.link.url}
                onChange={({ currentTarget: { value } }) => change({ link: { ...draft.link, url: value } })}
              />
            )}
          </Stack>
          <Stack gap="sm">
            <Text size="sm" fw={540}>
              As the person sees it
            </Text>
            <Bubble
              components={componentsOf(draft)}
              values={draft.examples}
              header={{ '1': draft.headerExample }}
            />
          </Stack>
        </SimpleGrid>
        <Stack gap="sm" mt="md">
          {deed.error && <ProblemAlert error={deed.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.isBusy} disabled={!areNumbered(variables)}>
              Send it to review
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A template as it looks in a chat. */
export function Bubble({
  components,
  values = {},
  header = {},
}: {
  components: Component[];
  values?: Record<string, string>;
  header?: Record<string, string>;
}) {
  const of = (kind: string) => components.find(({ type }) => type.toUpperCase() === kind);
  const top = of('HEADER');
  const buttons = (of('BUTTONS')?.buttons ?? []) as Record<string, unknown>[];
  return (
    <div style={{ background: 'var(--wt-sunken)', borderRadius: 12, padding: 14 }}>
      <div
        className="wt-card"
        style={{ padding: '10px 12px', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {top && (
          <Text size="sm" fw={620}>
            {text(top.text) === '' ? `[${text(top.format).toLowerCase()}]` : filled(text(top.text), header)}
          </Text>
        )}
        <Text size="sm">{filled(text(of('BODY')?.text), values) || '…'}</Text>
        {of('FOOTER') && (
          <Text size="xs" c="dimmed" mt={4}>
            {text(of('FOOTER')?.text)}
          </Text>
        )}
      </div>
      {buttons.map((button, n) => (
        <div key={n} className="wt-card" style={{ padding: 8, marginTop: 6, textAlign: 'center' }}>
          <Text size="sm" c="var(--wt-accent)">
            {text(button.text)}
          </Text>
        </div>
      ))}
    </div>
  );
}

/** Sends a template to a number, and shows what becomes of it. */
export function SendWindow({ phoneIndex, template, onClose }: WindowProps & { template: Template }) {
  const api = useApi();
  const companyId = useCompanyId();
  const deed = useDeed();
  const [to, setTo] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const [sent, setSent] = useState<string | null>(null);
  const components = template.components as Component[];
  const send = () =>
    deed.run(async () => {
      const { name, language } = template;
      const message = { name, language, components: messageOf(components, values) };
      const chatId = to.replaceAll(/[^0-9]/g, '');
      setSent((await sendTemplate(api, companyId, phoneIndex, chatId, message)).id);
    });
  return (
    <Modal opened onClose={onClose} title={<Text fw={620}>Send {template.name}</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="To"
            description="A number with its country code"
            type="tel"
            required
            pattern="\+?[0-9][0-9 \-]{3,28}"
            data-autofocus
            value={to}
            onChange={({ currentTarget: { value } }) => setTo(value)}
          />
          {askedOf(components).map(({ key, label }) => (
            <TextInput
              key={key}
              label={label}
              required
              value={values[key] ?? ''}
              onChange={({ currentTarget: { value } }) => setValues({ ...values, [key]: value })}
            />
          ))}
          <Bubble components={components} />
          {deed.error && <ProblemAlert error={deed.error} />}
          {sent && <Followed messageId={sent} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" loading={deed.isBusy}>
              {sent ? 'Send once more' : 'Send'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Followed({ messageId }: { messageId: string }) {
  const query = messageQuery(useApi(), useCompanyId(), messageId);
  const { data, error, refetch } = useQuery(query);
  useRefreshOn(query.queryKey, ({ type }) => type.startsWith('message.'), 300);
  if (error && !data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Group gap="xs" role="status">
      <Pill status={data.status} />
      {data.error && <Text size="sm">{data.error.code}</Text>}
    </Group>
  );
}
