import type { BodyFault } from '../http/validation.ts';
import { fileFaults, FILE_KINDS } from './named-files.ts';

// The Cloud API's shape (developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates). What is
// certain is checked here; kinds that are not named are passed on as they are, because Meta keeps adding to them.

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const fault = (path: string, message: string): BodyFault => ({ path, message });

/** What is wrong with the components of a template; `at` is where the list stands. */
export const componentFaults = (components: unknown, at: string): BodyFault[] =>
  listOf(components, at, componentFault);

function listOf(value: unknown, at: string, check: (item: Fields, at: string) => BodyFault[]): BodyFault[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [fault(at, 'should be a list')];
  return value.flatMap((item, index) =>
    isFields(item) ? check(item, `${at}/${index}`) : [fault(`${at}/${index}`, 'should be an object')],
  );
}

function componentFault(component: Fields, at: string): BodyFault[] {
  const parameters = listOf(component.parameters, `${at}/parameters`, parameterFault);
  const type = typeof component.type === 'string' ? component.type.toLowerCase() : '';
  if (type === 'button') return [...buttonFaults(component, at), ...parameters];
  return type === 'carousel' ? [...cardFaults(component, at), ...parameters] : parameters;
}

function buttonFaults({ sub_type: subType, index }: Fields, at: string): BodyFault[] {
  return [
    ...(isText(subType) ? [] : [fault(`${at}/sub_type`, 'is required: quick_reply, url, flow, …')]),
    ...(/^\d{1,2}$/.test(String(index))
      ? []
      : [fault(`${at}/index`, 'should be the place of the button, from 0')]),
  ];
}

const MAX_CARDS = 10;

function cardFaults({ cards }: Fields, at: string): BodyFault[] {
  if (!Array.isArray(cards) || cards.length === 0 || cards.length > MAX_CARDS)
    return [fault(`${at}/cards`, `should be a list of 1 to ${MAX_CARDS} cards`)];
  return listOf(cards, `${at}/cards`, (card, place) =>
    componentFaults(card.components, `${place}/components`),
  );
}

/** The parameter kinds whose object is named as they are, and what stands there. */
const OBJECTS: ReadonlySet<string> = new Set([
  'currency',
  'date_time',
  'location',
  'product',
  'action',
  'limited_time_offer',
]);
const TEXTS: ReadonlySet<string> = new Set(['text', 'payload', 'coupon_code']);

function parameterFault(parameter: Fields, at: string): BodyFault[] {
  const { type } = parameter;
  if (typeof type !== 'string' || type === '') return [fault(`${at}/type`, 'is required')];
  const kind = type.toLowerCase();
  const value = parameter[kind];
  if (FILE_KINDS.has(kind)) return fileFaults(value, `${at}/${kind}`);
  if (TEXTS.has(kind)) return typeof value === 'string' ? [] : [fault(`${at}/${kind}`, 'should be a text')];
  if (OBJECTS.has(kind)) return isFields(value) ? [] : [fault(`${at}/${kind}`, 'should be an object')];
  return [];
}
