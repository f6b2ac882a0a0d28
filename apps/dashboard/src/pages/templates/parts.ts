/** A part of a template or of a message made of one, in Meta's words. */
export type Component = { type: string } & Record<string, unknown>;

export interface Draft {
  header: string;
  headerExample: string;
  body: string;
  examples: Record<string, string>;
  footer: string;
  /** Labels of quick replies. */
  replies: string[];
  link: { text: string; url: string };
}

/** The variables of a text, `{{1}}` or `{{name}}`, each once, in their order. */
export const variablesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name)),
];

/** A text with values for its variables; what has none stays as it is. */
export const filled = (text: string, values: Record<string, string>): string =>
  text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name] || whole);

/** Meta numbers variables from 1 without a hole. */
export const areNumbered = (names: string[]): boolean =>
  names.every((name) => Number(name) >= 1 && Number(name) <= names.length);

const sorted = (names: string[]): string[] => [...names].sort((a, b) => Number(a) - Number(b));

/** What a draft is to Meta. */
export function componentsOf(draft: Draft): Component[] {
  const { header, headerExample, body, examples, footer, replies, link } = draft;
  const names = sorted(variablesOf(body));
  const buttons = [
    ...replies.filter((one) => one.trim() !== '').map((text) => ({ type: 'QUICK_REPLY', text: text.trim() })),
    ...(link.text.trim() === '' ? [] : [{ type: 'URL', text: link.text.trim(), url: link.url.trim() }]),
  ];
  const shown = variablesOf(header).length > 0 ? { example: { header_text: [headerExample] } } : {};
  const told =
    names.length > 0 ? { example: { body_text: [names.map((name) => examples[name] ?? '')] } } : {};
  return [
    ...(header.trim() === '' ? [] : [{ type: 'HEADER', format: 'TEXT', text: header.trim(), ...shown }]),
    { type: 'BODY', text: body, ...told },
    ...(footer.trim() === '' ? [] : [{ type: 'FOOTER', text: footer.trim() }]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons }]),
  ];
}

export interface Asked {
  key: string;
  label: string;
}

const kindOf = ({ type }: Component): string => type.toUpperCase();
const textOf = ({ text }: Record<string, unknown>): string => (typeof text === 'string' ? text : '');

interface Slot extends Asked {
  into: string;
  index?: number;
  parameter(value: string): Record<string, unknown>;
}

const textParameter = (name: string) => (text: string) => ({
  type: 'text',
  text,
  ...(/^\d+$/.test(name) ? {} : { parameter_name: name }),
});

function slotsOf(component: Component): Slot[] {
  const kind = kindOf(component);
  const format = typeof component.format === 'string' ? component.format.toLowerCase() : 'text';
  if (kind === 'HEADER' && ['image', 'video', 'document'].includes(format))
    return [
      {
        key: 'header file',
        label: `Header: address of the ${format}`,
        into: 'header',
        parameter: (link) => ({ type: format, [format]: { link } }),
      },
    ];
  if (kind === 'HEADER' || kind === 'BODY')
    return sorted(variablesOf(textOf(component))).map((name) => ({
      key: `${kind} ${name}`,
      label: `${kind === 'BODY' ? 'Body' : 'Header'}: {{${name}}}`,
      into: kind.toLowerCase(),
      parameter: textParameter(name),
    }));
  if (kind !== 'BUTTONS' || !Array.isArray(component.buttons)) return [];
  return (component.buttons as Record<string, unknown>[]).flatMap((button, index) =>
    typeof button.url === 'string' && variablesOf(button.url).length > 0
      ? [
          {
            key: `button ${index}`,
            label: `End of the address of “${textOf(button)}”`,
            into: 'button',
            index,
            parameter: (text: string) => ({ type: 'text', text }),
          },
        ]
      : [],
  );
}

/** What has to be given to send a template. */
export const askedOf = (components: Component[]): Asked[] => components.flatMap(slotsOf);

/** The components of a message, from the values that were given by key. */
export function messageOf(components: Component[], values: Record<string, string>): Component[] {
  const made: Component[] = [];
  for (const { key, into, index, parameter } of components.flatMap(slotsOf)) {
    const last = made.at(-1);
    const given = parameter(values[key] ?? '');
    if (last?.type === into && index === undefined) (last.parameters as unknown[]).push(given);
    else
      made.push({
        type: into,
        ...(index === undefined ? {} : { sub_type: 'url', index: String(index) }),
        parameters: [given],
      });
  }
  return made;
}
