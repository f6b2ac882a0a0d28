import { randomInt } from 'node:crypto';
import { codedError, type GraphError } from '../graph/errors.ts';
import { isObject, type Fields } from '../messages/check.ts';
import { variablesIn, type Category } from './template-shape.ts';

const CAPACITY = 50_000;
const TEMPLATE_ID = /^77\d{14}$/;

export const STATUSES = [
  'APPROVED',
  'DISABLED',
  'IN_APPEAL',
  'PAUSED',
  'PENDING',
  'PENDING_DELETION',
  'REJECTED',
] as const;
export type TemplateStatus = (typeof STATUSES)[number];
export const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
export type Quality = (typeof QUALITIES)[number];

/** A message template, as Graph shows it, and whose it is. */
export interface Template {
  id: string;
  wabaId: string;
  name: string;
  language: string;
  category: Category;
  previousCategory: Category | undefined;
  status: TemplateStatus;
  rejectedReason: string;
  quality: Quality;
  parameterFormat: 'POSITIONAL' | 'NAMED';
  components: Fields[];
  ttlSeconds: number | undefined;
  /** Counts changes, so that a review that was overtaken does nothing. */
  revision: number;
}

export type NewTemplate = Pick<
  Template,
  'wabaId' | 'name' | 'language' | 'category' | 'components' | 'parameterFormat' | 'ttlSeconds'
>;

/** What a list is narrowed to. `name` finds parts of names. */
export interface TemplateFilter {
  name?: string | undefined;
  content?: string | undefined;
  status?: string | undefined;
  category?: string | undefined;
  language?: string | undefined;
  quality?: string | undefined;
}

/** The templates of all business accounts; the newest 50,000. */
export class Templates {
  readonly #byId = new Map<string, Template>();
  readonly #byName = new Map<string, Template>();

  add(given: NewTemplate): Template {
    const id = `77${String(randomInt(1e7)).padStart(7, '0')}${String(randomInt(1e7)).padStart(7, '0')}`;
    const template: Template = {
      ...given,
      id,
      previousCategory: undefined,
      status: 'PENDING',
      rejectedReason: 'NONE',
      quality: 'UNKNOWN',
      revision: 0,
    };
    this.#byId.set(id, template);
    this.#byName.set(keyOf(given.wabaId, given.name, given.language), template);
    if (this.#byId.size > CAPACITY) this.remove(this.#byId.values().next().value!);
    return template;
  }

  get(id: string): Template | undefined {
    return this.#byId.get(id);
  }

  named(wabaId: string, name: string, language: string): Template | undefined {
    return this.#byName.get(keyOf(wabaId, name, language));
  }

  /** The templates of an account in the order they were made. */
  list(wabaId: string, filter: TemplateFilter = {}): Template[] {
    return [...this.#byId.values()].filter(
      (template) => template.wabaId === wabaId && matches(template, filter),
    );
  }

  remove(template: Template): void {
    this.#byId.delete(template.id);
    this.#byName.delete(keyOf(template.wabaId, template.name, template.language));
  }
}

export function isTemplateId(id: string): boolean {
  return TEMPLATE_ID.test(id);
}

function keyOf(wabaId: string, name: string, language: string): string {
  return `${wabaId} ${name} ${language}`;
}

function matches(
  template: Template,
  { name, content, status, category, language, quality }: TemplateFilter,
): boolean {
  return (
    (name === undefined || template.name.includes(name)) &&
    (content === undefined ||
      template.name.includes(content) ||
      template.components.some(({ text }) => typeof text === 'string' && text.includes(content))) &&
    (status === undefined || template.status === status.toUpperCase()) &&
    (category === undefined || template.category === category.toUpperCase()) &&
    (language === undefined || template.language === language) &&
    (quality === undefined || template.quality === quality.toUpperCase())
  );
}

/** How Graph shows a template; `null` fields are left out. */
export function describeTemplate(template: Template): Fields {
  const { id, name, language, category, previousCategory, status, rejectedReason, components } = template;
  return {
    name,
    parameter_format: template.parameterFormat,
    components,
    language,
    status,
    category,
    id,
    quality_score: { score: template.quality, date: Math.floor(Date.now() / 1000) },
    rejected_reason: rejectedReason,
    ...(previousCategory && { previous_category: previousCategory }),
    ...(template.ttlSeconds !== undefined && { message_send_ttl_seconds: template.ttlSeconds }),
  };
}

/** Why a send of this template is refused; undefined when it may go. */
export function templateRefusal(template: Template | undefined, sent: Fields): GraphError | undefined {
  const name = `template ${String(sent.name)} in ${String((sent.language as Fields).code)}`;
  if (!template) return codedError(132001, `There is no ${name}.`, 404);
  if (template.status === 'PAUSED') return codedError(132015, `The ${name} is paused.`);
  if (template.status === 'DISABLED') return codedError(132016, `The ${name} is disabled.`);
  if (template.status !== 'APPROVED') return codedError(132001, `The ${name} is not approved.`, 404);
  for (const component of template.components) {
    const error = componentRefusal(component, partsOf(sent));
    if (error) return error;
  }
  return undefined;
}

function partsOf({ components }: Fields): Fields[] {
  return Array.isArray(components) ? (components as Fields[]) : [];
}

function componentRefusal(component: Fields, sent: Fields[]): GraphError | undefined {
  const type = String(component.type).toLowerCase();
  if (type === 'body' && typeof component.text === 'string')
    return variablesRefusal('body', component.text, sent);
  if (type !== 'header') return undefined;
  const format = String(component.format).toLowerCase();
  if (format === 'text') return variablesRefusal('header', String(component.text), sent);
  const parameter = parametersOf('header', sent)[0];
  if (parameter && String(parameter.type).toLowerCase() !== format)
    return codedError(
      132012,
      `header: Format mismatch, expected ${format.toUpperCase()}, received ${String(parameter.type).toUpperCase()}`,
    );
  return parameter
    ? undefined
    : codedError(132012, `header: Format mismatch, expected ${format.toUpperCase()}, received UNKNOWN`);
}

function parametersOf(type: string, sent: Fields[]): Fields[] {
  const part = sent.find((component) => String(component.type).toLowerCase() === type);
  return Array.isArray(part?.parameters) ? (part.parameters as Fields[]) : [];
}

function variablesRefusal(type: 'body' | 'header', text: string, sent: Fields[]): GraphError | undefined {
  const variables = variablesIn(text);
  const parameters = parametersOf(type, sent).filter(isObject);
  if (parameters.length !== variables.length)
    return codedError(
      132000,
      `${type}: number of localizable_params (${parameters.length}) does not match the expected number of params (${variables.length})`,
    );
  const named = variables.some((name) => !/^\d+$/.test(name));
  const missing = named && variables.find((name) => !parameters.some((p) => p.parameter_name === name));
  return missing ? codedError(132012, `${type}: Parameter name ${missing} is missing`) : undefined;
}
