import { parameterError, type GraphError } from '../graph/errors.ts';
import type { Uploads } from '../media/uploads.ts';
import { isObject, type Fields } from '../messages/check.ts';

export const CATEGORIES = ['AUTHENTICATION', 'MARKETING', 'UTILITY'] as const;
export type Category = (typeof CATEGORIES)[number];

/** Meta's subcodes for what is wrong with a template. */
const TOO_LONG = 2388040;
const HEADER = 2388047;
const BODY = 2388072;
const FOOTER = 2388073;

const VARIABLE = /\{\{\s*([a-z0-9_]+)\s*\}\}/g;
const HEADER_FORMATS = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'PRODUCT', 'GIF'];
const WITH_FILE = ['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF'];

/** Buttons of a template: how many of each kind, and what they must hold. */
const BUTTONS: Record<string, { most: number; needs: string[] }> = {
  QUICK_REPLY: { most: 10, needs: ['text'] },
  URL: { most: 2, needs: ['text', 'url'] },
  PHONE_NUMBER: { most: 1, needs: ['text', 'phone_number'] },
  COPY_CODE: { most: 1, needs: ['example'] },
  OTP: { most: 1, needs: ['otp_type'] },
  FLOW: { most: 1, needs: ['text'] },
  CATALOG: { most: 1, needs: ['text'] },
  MPM: { most: 1, needs: ['text'] },
  SPM: { most: 1, needs: ['text'] },
  VOICE_CALL: { most: 1, needs: ['text'] },
  REQUEST_CONTACT_INFO: { most: 1, needs: [] },
};

/** The names of the variables in a text, in order of their first use. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name]) => name!))];
}

function faulty(sentence: string, subcode?: number): GraphError {
  return {
    ...parameterError(sentence),
    message: 'Invalid parameter',
    details: sentence,
    ...(subcode && { subcode }),
  };
}

/** What is wrong with the components of a new or changed template, undefined when nothing is. */
export function componentsProblem(
  components: unknown,
  category: Category,
  uploads: Uploads,
): GraphError | undefined {
  if (!Array.isArray(components) || components.length === 0)
    return faulty('The parameter components is required.');
  const seen = new Set<string>();
  for (const component of components as unknown[]) {
    if (!isObject(component) || typeof component.type !== 'string') return faulty('A component has no type.');
    const type = component.type.toUpperCase();
    if (seen.has(type)) return faulty(`There is more than one component of type ${type}.`);
    seen.add(type);
    const problem = componentProblem(type, component, category, uploads);
    if (problem) return problem;
  }
  return seen.has('BODY') ? undefined : faulty('A template needs a BODY component.', BODY);
}

function componentProblem(type: string, component: Fields, category: Category, uploads: Uploads) {
  switch (type) {
    case 'HEADER':
      return headerProblem(component, uploads);
    case 'BODY':
      return category === 'AUTHENTICATION' ? undefined : bodyProblem(component);
    case 'FOOTER':
      return category === 'AUTHENTICATION' ? undefined : footerProblem(component);
    case 'BUTTONS':
      return buttonsProblem(component.buttons, category);
    case 'CAROUSEL':
      return cardsProblem(component.cards, category, uploads);
    case 'LIMITED_TIME_OFFER':
      return isObject(component.limited_time_offer)
        ? undefined
        : faulty('LIMITED_TIME_OFFER needs limited_time_offer.');
    case 'CALL_PERMISSION_REQUEST':
      return undefined;
    default:
      return faulty(`There is no component of type ${type}.`);
  }
}

function headerProblem({ format, text, example }: Fields, uploads: Uploads): GraphError | undefined {
  if (typeof format !== 'string' || !HEADER_FORMATS.includes(format.toUpperCase()))
    return faulty(`HEADER needs a format of {${HEADER_FORMATS.join(', ')}}.`, HEADER);
  const kind = format.toUpperCase();
  if (WITH_FILE.includes(kind)) return handleProblem(example, uploads);
  if (kind !== 'TEXT') return undefined;
  if (typeof text !== 'string' || text === '') return faulty('HEADER needs a text.', HEADER);
  if (text.length > 60) return faulty('HEADER may have 60 characters.', TOO_LONG);
  const variables = variablesIn(text);
  if (variables.length > 1) return faulty('HEADER may have one variable.', HEADER);
  const shown = isObject(example) ? (example.header_text ?? example.header_text_named_params) : undefined;
  return variables.length === 1 && !Array.isArray(shown)
    ? faulty('HEADER needs example.header_text.', HEADER)
    : undefined;
}

function handleProblem(example: unknown, uploads: Uploads): GraphError | undefined {
  const handles = isObject(example) ? example.header_handle : undefined;
  if (!Array.isArray(handles) || handles.length === 0)
    return faulty('HEADER needs example.header_handle.', HEADER);
  const known = handles.every((handle) => typeof handle === 'string' && uploads.file(handle));
  return known ? undefined : faulty('example.header_handle is not the handle of an uploaded file.', HEADER);
}

function bodyProblem({ text, example }: Fields): GraphError | undefined {
  if (typeof text !== 'string' || text === '') return faulty('BODY needs a text.', BODY);
  if ([...text].length > 1024) return faulty('BODY may have 1024 characters.', TOO_LONG);
  const variables = variablesIn(text);
  if (variables.length === 0) return undefined;
  const inOrder = variables.every((name, index) => name === String(index + 1));
  if (variables.some((name) => /^\d+$/.test(name)) && !inOrder)
    return faulty('The variables of BODY must be {{1}}, {{2}} and so on, or all have names.', BODY);
  if (/^\s*\{\{[^}]+\}\}|\{\{[^}]+\}\}\s*$/.test(text))
    return faulty('A variable stands at the beginning or at the end of BODY.', 2388299);
  return exampleProblem(variables, isObject(example) ? example : {});
}

function exampleProblem(variables: string[], example: Fields): GraphError | undefined {
  const named = example.body_text_named_params;
  if (Array.isArray(named)) {
    const names = new Set((named as Fields[]).map(({ param_name: name }) => name));
    return variables.every((name) => names.has(name))
      ? undefined
      : faulty('An example of BODY is missing.', BODY);
  }
  const rows = example.body_text;
  const row: unknown = Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0] : rows;
  const enough = Array.isArray(row) && row.length === variables.length;
  return enough ? undefined : faulty(`BODY needs example.body_text with ${variables.length} values.`, BODY);
}

function footerProblem({ text }: Fields): GraphError | undefined {
  if (typeof text !== 'string' || text === '') return faulty('FOOTER needs a text.', FOOTER);
  if (text.length > 60) return faulty('FOOTER may have 60 characters.', TOO_LONG);
  return variablesIn(text).length > 0 ? faulty('FOOTER may have no variables.', FOOTER) : undefined;
}

function buttonsProblem(buttons: unknown, category: Category): GraphError | undefined {
  if (!Array.isArray(buttons) || buttons.length < 1 || buttons.length > 10)
    return faulty('BUTTONS needs 1 to 10 buttons.');
  const counts = new Map<string, number>();
  for (const button of buttons as unknown[]) {
    const problem = isObject(button)
      ? buttonProblem(button, category)
      : faulty('A button must be an object.');
    if (problem) return problem;
    const type = String((button as Fields).type).toUpperCase();
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  for (const [type, count] of counts)
    if (count > BUTTONS[type]!.most)
      return faulty(`There may be ${BUTTONS[type]!.most} buttons of type ${type}.`);
  return undefined;
}

function buttonProblem(button: Fields, category: Category): GraphError | undefined {
  const type = String(button.type).toUpperCase();
  const rules = Object.hasOwn(BUTTONS, type) ? BUTTONS[type] : undefined;
  if (!rules) return faulty(`There is no button of type ${String(button.type)}.`);
  if (category === 'AUTHENTICATION' && !['OTP', 'URL'].includes(type))
    return faulty('An authentication template has OTP buttons alone.');
  const missing = rules.needs.find((key) => button[key] === undefined || button[key] === '');
  if (missing) return faulty(`A button of type ${type} needs ${missing}.`);
  if (typeof button.text === 'string' && button.text.length > 25)
    return faulty('A button may have 25 characters.', TOO_LONG);
  if (type !== 'URL') return undefined;
  if (!/^https?:\/\//.test(String(button.url)))
    return faulty('The url of a button must be an http or https address.');
  const variable = variablesIn(String(button.url)).length > 0;
  return variable && !Array.isArray(button.example)
    ? faulty('A button with a variable needs an example.')
    : undefined;
}

function cardsProblem(cards: unknown, category: Category, uploads: Uploads): GraphError | undefined {
  if (!Array.isArray(cards) || cards.length < 2 || cards.length > 10)
    return faulty('CAROUSEL needs 2 to 10 cards.');
  for (const card of cards as unknown[]) {
    const parts = isObject(card) ? card.components : undefined;
    if (!Array.isArray(parts) || parts.length === 0) return faulty('A card needs components.');
    for (const part of parts as unknown[]) {
      if (!isObject(part)) return faulty('A component must be an object.');
      const problem = componentProblem(String(part.type).toUpperCase(), part, category, uploads);
      if (problem) return problem;
    }
  }
  return undefined;
}
