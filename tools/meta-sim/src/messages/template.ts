import {
  all,
  anyObject,
  byKey,
  invalid,
  list,
  number,
  object,
  oneOf,
  string,
  unique,
  type Check,
  type Fields,
} from './check.ts';
import { filename, media, place } from './content.ts';

const anyCase = { anyCase: true };
const id = string({ max: 256 });
const parameterName = string({
  max: 128,
  pattern: /^[a-z0-9_]+$/,
  what: 'lowercase letters, digits and underscores',
});

/** A parameter: its `type`, the object named after it, and perhaps the name of the variable it fills. */
function parameter(type: string, content: Check): Check {
  return object({ type: oneOf([type], anyCase), [type]: content }, { parameter_name: parameterName });
}

const text = parameter('text', string());
const currency = parameter(
  'currency',
  object({
    fallback_value: string(),
    code: string({ pattern: /^[A-Z]{3}$/, what: 'a currency code of three letters' }),
    amount_1000: number(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, { integer: true }),
  }),
);
const anyNumber = number(0, 9999);
const dateTime = parameter(
  'date_time',
  object(
    { fallback_value: string() },
    {
      calendar: string(),
      day_of_week: anyNumber,
      day_of_month: anyNumber,
      month: anyNumber,
      year: anyNumber,
      hour: anyNumber,
      minute: anyNumber,
      timestamp: number(0, Number.MAX_SAFE_INTEGER),
    },
  ),
);

const image = parameter('image', media('image'));
const video = parameter('video', media('video'));
const document = parameter('document', media('document', { filename }));
const location = parameter('location', object({ ...place, name: string(), address: string() }));
const product = parameter('product', object({ product_retailer_id: id }, { catalog_id: id }));

const inHeader = byKey('type', { text, image, video, document, location, product }, anyCase);
const inBody = byKey('type', { text, currency, date_time: dateTime }, anyCase);

function named(parameters: unknown): number {
  return (parameters as Fields[]).filter(({ parameter_name: name }) => name !== undefined).length;
}
const allOrNoneNamed: Check = (value) => {
  const count = named(value);
  return count === 0 || count === (value as unknown[]).length
    ? undefined
    : invalid('mixes parameters with and without parameter_name');
};

const header = object({ type: oneOf(['header'], anyCase), parameters: list(inHeader, 1, 1) });
const body = object({
  type: oneOf(['body'], anyCase),
  parameters: all(list(inBody, 0, 100), allOrNoneNamed),
});

const section = object({
  title: string({ max: 24 }),
  product_items: list(object({ product_retailer_id: id }), 1, 30),
});

const thumbnail = { thumbnail_product_retailer_id: id };
const action = (content: Check) => parameter('action', content);

/** What each kind of button takes: its parameters, and how many. */
const BUTTONS: Record<string, Check> = {
  quick_reply: list(
    byKey('type', { payload: parameter('payload', string({ max: 256 })), text }, anyCase),
    1,
    1,
  ),
  url: list(parameter('text', string({ max: 2000 })), 1, 1),
  copy_code: list(parameter('coupon_code', string({ max: 20 })), 1, 1),
  flow: list(action(object({}, { flow_token: string(), flow_action_data: anyObject })), 1, 1),
  catalog: list(action(object({}, thumbnail)), 1, 1),
  mpm: list(action(object(thumbnail, { sections: list(section, 1, 10) })), 1, 1),
  voice_call: list(
    byKey(
      'type',
      {
        ttl_minutes: parameter('ttl_minutes', number(1, 43_200)),
        payload: parameter('payload', string({ max: 512 })),
      },
      anyCase,
    ),
    1,
    2,
  ),
  order_details: list(action(anyObject), 1, 1),
};
/** Parameters of these may be left out. */
const OPTIONAL_PARAMETERS = new Set(['flow', 'catalog', 'voice_call']);
const index = number(0, 9, { integer: true });

const button = byKey(
  'sub_type',
  Object.fromEntries(
    Object.entries(BUTTONS).map(([kind, parameters]) => {
      const fixed = { type: oneOf(['button'], anyCase), sub_type: oneOf([kind], anyCase), index };
      const check = OPTIONAL_PARAMETERS.has(kind)
        ? object(fixed, { parameters })
        : object({ ...fixed, parameters });
      return [kind, check];
    }),
  ),
  anyCase,
);

const limitedTimeOffer = object({
  type: oneOf(['limited_time_offer'], anyCase),
  parameters: list(
    parameter('limited_time_offer', object({ expiration_time_ms: number(1, Number.MAX_SAFE_INTEGER) })),
    1,
    1,
  ),
});

const card = object({
  card_index: number(0, 9, { integer: true }),
  components: list(byKey('type', { header, body, button }, anyCase), 0, 10),
});
const carousel = object({
  type: oneOf(['carousel'], anyCase),
  cards: all(
    list(card, 1, 10),
    unique('card_index', ({ card_index: at }) => Number(at)),
  ),
});

const tapTarget = object({
  type: oneOf(['tap_target_configuration'], anyCase),
  parameters: list(anyObject, 1, 1),
});

const components = list(
  byKey(
    'type',
    {
      header,
      body,
      button,
      carousel,
      limited_time_offer: limitedTimeOffer,
      tap_target_configuration: tapTarget,
    },
    anyCase,
  ),
  0,
  20,
);

const language = object(
  { code: string({ pattern: /^[a-z]{2,3}(_[A-Z]{2,3})?$/, what: 'a language code such as en_US' }) },
  { policy: oneOf(['deterministic']) },
);

/** `template` of a message, by its shape alone; whether it exists and fits is the template's own matter. */
export const template = object(
  { name: string({ max: 512, pattern: /^[a-z0-9_]+$/, what: 'the name of a template' }), language },
  { components, namespace: string() },
);
