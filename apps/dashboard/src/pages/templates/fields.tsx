import {
  ActionIcon,
  Button,
  FileButton,
  Group,
  Select,
  Stack,
  Text,
  TextInput,
  Textarea,
} from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { variablesOf } from '../../template/message.ts';
import { ProblemAlert, useDeed } from '../../ui/index.ts';
import { uploadSample } from './data.ts';
import {
  FILE_WORDS,
  KIND_WORDS,
  newButton,
  type ButtonDraft,
  type ButtonKind,
  type Draft,
  type Faults,
  type FileFormat,
  type HeaderFormat,
  type Sample,
  type Words,
} from './draft.ts';

interface WordProps {
  label: string;
  /** Where faults are told. */
  at: string;
  /** Begins the name of each field of examples, where several are on the page. */
  prefix?: string;
  max: number;
  isLine?: boolean;
  words: Words;
  faults: Faults;
  onChange(words: Words): void;
}

/** A text with variables, and a field for an example of each. */
export function WordFields({ label, at, prefix = '', max, isLine, words, faults, onChange }: WordProps) {
  const shared = {
    label: `${prefix}${label}`,
    required: true,
    value: words.text,
    error: faults[at],
    description: isLine
      ? 'May have one variable, {{1}}'
      : `Variables are {{1}}, {{2}}, …; up to ${max} characters`,
  };
  const changed = (text: string) => onChange({ ...words, text });
  return (
    <>
      {isLine ? (
        <TextInput {...shared} onChange={({ currentTarget: { value } }) => changed(value)} />
      ) : (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          onChange={({ currentTarget: { value } }) => changed(value)}
        />
      )}
      {variablesOf(words.text).map((name) => (
        <TextInput
          key={name}
          label={`${prefix}Example of ${isLine ? 'the header’s ' : ''}{{${name}}}`}
          required
          value={words.examples[name] ?? ''}
          error={faults[`${at} {{${name}}}`]}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...words, examples: { ...words.examples, [name]: value } })
          }
        />
      ))}
    </>
  );
}

const FORMATS: { value: HeaderFormat; label: string }[] = [
  { value: 'NONE', label: 'No header' },
  { value: 'TEXT', label: 'Text' },
  { value: 'IMAGE', label: 'Picture' },
  { value: 'VIDEO', label: 'Video' },
  { value: 'DOCUMENT', label: 'Document' },
  { value: 'LOCATION', label: 'Place on a map' },
];

interface HeaderProps {
  header: Draft['header'];
  faults: Faults;
  onChange(header: Draft['header']): void;
}

export function HeaderFields({ header, faults, onChange }: HeaderProps) {
  const { format, file } = header;
  return (
    <>
      <Select
        label="Header"
        data={FORMATS}
        value={format}
        allowDeselect={false}
        onChange={(value) => onChange({ ...header, format: value as HeaderFormat, file: null })}
      />
      {format === 'TEXT' && (
        <WordFields
          label="Header’s text"
          at="header"
          max={60}
          isLine
          words={header}
          faults={faults}
          onChange={(words) => onChange({ ...header, ...words })}
        />
      )}
      {(format === 'IMAGE' || format === 'VIDEO' || format === 'DOCUMENT') && (
        <SampleField
          format={format}
          label="Sample of the header"
          file={file}
          fault={faults['header file']}
          onChange={(chosen) => onChange({ ...header, file: chosen })}
        />
      )}
    </>
  );
}

/** What Meta takes as a sample of each kind. */
const ACCEPTED: Readonly<Record<FileFormat, string>> = {
  IMAGE: 'image/jpeg,image/png',
  VIDEO: 'video/mp4',
  DOCUMENT: 'application/pdf',
};

interface SampleProps {
  format: FileFormat;
  label: string;
  file: Sample | null;
  fault: string | undefined;
  onChange(file: Sample): void;
}

/** Uploads a file to the gateway, which shows it to Meta as an example. Each message names its own later. */
export function SampleField({ format, label, file, fault, onChange }: SampleProps) {
  const api = useApi();
  const companyId = useCompanyId();
  const deed = useDeed();
  const choose = (chosen: File | null) =>
    chosen && deed.run(async () => onChange(await uploadSample(api, companyId, chosen)));
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Group gap="xs">
        <FileButton
          accept={ACCEPTED[format]}
          inputProps={{ 'aria-label': label }}
          onChange={(chosen) => void choose(chosen)}
        >
          {(props) => (
            <Button {...props} variant="default" size="xs" loading={deed.isBusy}>
              Choose {FILE_WORDS[format]}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {file?.filename ?? 'None yet'}
        </Text>
      </Group>
      {fault !== undefined && !file && (
        <Text size="xs" c="var(--wt-bad)">
          {fault}
        </Text>
      )}
      {deed.error && <ProblemAlert error={deed.error} title="Not uploaded" />}
    </Stack>
  );
}

interface ButtonProps {
  buttons: ButtonDraft[];
  faults: Faults;
  /** Where faults are told. */
  at?: string;
  /** Begins the name of each field. */
  prefix?: string;
  /** Of a card only some kinds are taken. */
  kinds?: readonly ButtonKind[];
  onChange(buttons: ButtonDraft[]): void;
}

const ALL_KINDS: readonly ButtonKind[] = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE'];

/** Buttons below a message, as many as one adds. */
export function ButtonFields({
  buttons,
  faults,
  at = '',
  prefix = '',
  kinds = ALL_KINDS,
  onChange,
}: ButtonProps) {
  const change = (place: number, part: Partial<ButtonDraft>) =>
    onChange(buttons.map((one, n) => (n === place ? { ...one, ...part } : one)));
  return (
    <Stack gap="xs">
      {buttons.map((button, n) => (
        <ButtonField
          key={n}
          button={button}
          name={`${prefix}${KIND_WORDS[button.kind]} ${n + 1}`}
          fault={(field) => faults[`${at}button ${n} ${field}`]}
          onChange={(part) => change(n, part)}
          onRemove={() => onChange(buttons.filter((_, place) => place !== n))}
        />
      ))}
      {faults[`${at}buttons`] !== undefined && (
        <Text size="xs" c="var(--wt-bad)">
          {faults[`${at}buttons`]}
        </Text>
      )}
      <Group gap={6}>
        {kinds.map((kind) => (
          <Button
            key={kind}
            size="compact-xs"
            variant="default"
            aria-label={`${prefix}Add a button: ${KIND_WORDS[kind]}`}
            onClick={() => onChange([...buttons, newButton(kind)])}
          >
            + {KIND_WORDS[kind]}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}

interface OneButtonProps {
  button: ButtonDraft;
  name: string;
  fault(field: 'text' | 'value' | 'example'): string | undefined;
  onChange(part: Partial<ButtonDraft>): void;
  onRemove(): void;
}

function ButtonField({
  button: { kind, text, value, example },
  name,
  fault,
  onChange,
  onRemove,
}: OneButtonProps) {
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <Stack gap={6} flex={1}>
        {kind !== 'COPY_CODE' && (
          <TextInput
            label={name}
            placeholder="Label"
            value={text}
            error={fault('text')}
            onChange={(event) => onChange({ text: event.currentTarget.value })}
          />
        )}
        {kind === 'URL' && (
          <TextInput
            aria-label={`${name}: address`}
            placeholder="https://shop.example/orders/{{1}}"
            type="url"
            value={value}
            error={fault('value')}
            onChange={(event) => onChange({ value: event.currentTarget.value })}
          />
        )}
        {kind === 'PHONE_NUMBER' && (
          <TextInput
            aria-label={`${name}: number`}
            placeholder="+60 12-345 6789"
            type="tel"
            value={value}
            error={fault('value')}
            onChange={(event) => onChange({ value: event.currentTarget.value })}
          />
        )}
        {kind === 'URL' && variablesOf(value).length > 0 && (
          <TextInput
            aria-label={`${name}: example of the whole address`}
            placeholder="https://shop.example/orders/4711"
            value={example}
            error={fault('example')}
            onChange={(event) => onChange({ example: event.currentTarget.value })}
          />
        )}
        {kind === 'COPY_CODE' && (
          <TextInput
            label={`${name}: example`}
            placeholder="SAVE10"
            value={example}
            error={fault('example')}
            onChange={(event) => onChange({ example: event.currentTarget.value })}
          />
        )}
      </Stack>
      <ActionIcon variant="subtle" color="gray" mt={26} aria-label={`Without ${name}`} onClick={onRemove}>
        <IconX size={15} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
