import { Button, FileButton, Group, NativeSelect, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { refused } from '../../ui/index.ts';
import { fileOf } from './data.ts';
import type { Field } from './fields.ts';

export interface FieldProps {
  field: Field;
  value: string;
  fault: string | null;
  onChange(value: string): void;
}

/** One field of the form. */
export function FieldInput({ field, value, fault, onChange }: FieldProps) {
  const { label, kind, about, isRequired = false } = field;
  const common = { label, description: about, error: fault, withAsterisk: isRequired, value };
  if (kind === 'flag')
    return (
      <Switch
        label={label}
        checked={value !== ''}
        onChange={(event) => onChange(event.currentTarget.checked ? 'true' : '')}
      />
    );
  if (kind === 'file') return <FileField value={value} fault={fault} onChange={onChange} />;
  if (kind === 'choice')
    return (
      <NativeSelect
        {...common}
        data={[{ value: '', label: 'as usual' }, ...(field.choices ?? [])]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (kind === 'text' || kind === 'json' || kind === 'list')
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={16}
        spellCheck={kind === 'text'}
        styles={kind === 'json' ? { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } : {}}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...common}
      type={kind === 'time' ? 'datetime-local' : 'text'}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function FileField({ value, fault, onChange }: Pick<FieldProps, 'value' | 'fault' | 'onChange'>) {
  const name = value === '' ? null : (JSON.parse(value) as { filename: string }).filename;
  const choose = async (file: File | null) => {
    if (file === null) return;
    try {
      onChange(JSON.stringify(await fileOf(file)));
    } catch (error) {
      refused('The file cannot be read', error);
    }
  };
  return (
    <div>
      <Group gap="sm">
        <FileButton onChange={(file) => void choose(file)} inputProps={{ 'aria-label': 'File' }}>
          {(props) => (
            <Button variant="default" {...props}>
              {name === null ? 'Choose a file' : 'Choose another'}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c={name === null ? 'dimmed' : undefined}>
          {name ?? 'or name an address below'}
        </Text>
        {name !== null && (
          <Button variant="subtle" size="xs" onClick={() => onChange('')}>
            Leave it out
          </Button>
        )}
      </Group>
      {fault && (
        <Text size="xs" c="var(--wt-bad)">
          {fault}
        </Text>
      )}
    </div>
  );
}
