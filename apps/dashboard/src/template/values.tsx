import { TextInput } from '@mantine/core';
import { askedOf, type Component } from './message.ts';

interface ValuesProps {
  components: Component[];
  values: Record<string, string>;
  onChange(values: Record<string, string>): void;
}

/** A field for each thing that a template asks for when it is sent. */
export function TemplateValues({ components, values, onChange }: ValuesProps) {
  return askedOf(components).map(({ key, label, kind }) => (
    <TextInput
      key={key}
      label={label}
      type={kind}
      required
      value={values[key] ?? ''}
      onChange={({ currentTarget: { value } }) => onChange({ ...values, [key]: value })}
    />
  ));
}

/** What stands for each variable in the body of a preview. */
export const bodyValues = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      key.startsWith('BODY ') ? [[key.slice(5), value]] : [],
    ),
  );

/** The same of the header. */
export const headerValues = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      key.startsWith('HEADER ') ? [[key.slice(7), value]] : [],
    ),
  );
