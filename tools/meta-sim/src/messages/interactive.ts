import {
  all,
  anyObject,
  at,
  byKey,
  httpUrl,
  invalid,
  isObject,
  list,
  missing,
  number,
  object,
  oneOf,
  string,
  unique,
  wrong,
  type Check,
  type Fields,
} from './check.ts';
import { filename, media } from './content.ts';

const id = string({ max: 256 });
const cardIndex = number(0, 9, { integer: true });

function textOf(max: number): Check {
  return object({ text: string({ max }) });
}
const footer = textOf(60);
const body = textOf(1024);

const HEADERS: Record<string, Check> = {
  text: object({ type: oneOf(['text']), text: string({ max: 60 }) }, { sub_text: string({ max: 60 }) }),
  image: object({ type: oneOf(['image']), image: media('image') }),
  video: object({ type: oneOf(['video']), video: media('video') }),
  document: object({ type: oneOf(['document']), document: media('document', { filename }) }),
};

function header(...types: string[]): Check {
  return byKey('type', Object.fromEntries(types.map((type) => [type, HEADERS[type]!])));
}
const anyHeader = header('text', 'image', 'video', 'document');

function named(name: string, parameters?: Check): Check {
  return object({ name: oneOf([name]), ...(parameters && { parameters }) });
}

/** The parts of an interactive message beside `type`. */
function kind(name: string, required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return object({ type: oneOf([name]), ...required }, optional);
}

const reply = object({ id, title: string({ max: 20 }) });
const replyButtons = all(
  list(object({ type: oneOf(['reply']), reply }), 1, 3),
  unique('id', ({ reply }) => (reply as Fields).id),
  unique('title', ({ reply }) => (reply as Fields).title),
);

const row = object(
  { id: string({ max: 200 }), title: string({ max: 24 }) },
  { description: string({ max: 72, min: 0 }) },
);
const product = object({ product_retailer_id: id });

/** Sections whose items stand under `key`; every section needs a title when there is more than one. */
function sections(key: string, item: Check, itemsMax: number, sectionMax: number): Check {
  const section = object({ [key]: list(item, 1, sectionMax) }, { title: string({ max: 24 }) });
  const uniqueRows = unique('row id', ({ id: rowId }) => rowId);
  return all(list(section, 1, 10), (value, scope) => {
    const given = value as Fields[];
    const untitled = given.length > 1 ? given.findIndex(({ title }) => title === undefined) : -1;
    if (untitled >= 0) return at(missing('title'), untitled);
    const items = given.flatMap((part) => part[key] as Fields[]);
    if (items.length > itemsMax)
      return invalid(`${key} count invalid. Max allowed over all sections: ${itemsMax}`);
    return key === 'rows' ? uniqueRows(items, scope) : undefined;
  });
}

const ctaUrl = named('cta_url', object({ display_text: string({ max: 20 }), url: httpUrl }));

const flowParameters = all(
  object(
    { flow_message_version: oneOf(['3']), flow_cta: string({ max: 30 }) },
    {
      flow_id: id,
      flow_name: id,
      mode: oneOf(['draft', 'published']),
      flow_token: string(),
      flow_action: oneOf(['navigate', 'data_exchange']),
      flow_action_payload: object({}, { screen: string(), data: anyObject }),
      flow_metadata: anyObject,
    },
  ),
  (value) => {
    const { flow_id: flowId, flow_name: flowName } = value as Fields;
    if (flowId === undefined && flowName === undefined) return missing('flow_id');
    return flowId !== undefined && flowName !== undefined
      ? wrong('must have either flow_id or flow_name')
      : undefined;
  },
);

const quickReplies = list(object({ type: oneOf(['quick_reply']), quick_reply: reply }), 1, 3);
const cardButtons = object({ buttons: quickReplies });
const cardHeader = header('image', 'video');
const mediaCard = object(
  {
    card_index: cardIndex,
    type: oneOf(['cta_url', 'button']),
    header: cardHeader,
    action: (value, scope) =>
      isObject(value) && value.buttons !== undefined ? cardButtons(value, scope) : ctaUrl(value, scope),
  },
  { body: textOf(160) },
);
const productCard = object({
  card_index: cardIndex,
  type: oneOf(['product']),
  action: object({ product_retailer_id: id, catalog_id: id }),
});
const cards = all(
  list(byKey('type', { cta_url: mediaCard, button: mediaCard, product: productCard }), 2, 10),
  unique('card_index', ({ card_index: index }) => Number(index)),
);

const country = string({ pattern: /^[A-Z]{2}$/, what: 'a country code of two letters' });

/** Every kind of `interactive`, by its `type`. */
export const interactive = byKey('type', {
  button: kind('button', { body, action: object({ buttons: replyButtons }) }, { header: anyHeader, footer }),
  list: kind(
    'list',
    {
      body: textOf(4096),
      action: object({ button: string({ max: 20 }), sections: sections('rows', row, 10, 10) }),
    },
    { header: header('text'), footer },
  ),
  cta_url: kind('cta_url', { body, action: ctaUrl }, { header: anyHeader, footer }),
  flow: kind('flow', { body, action: named('flow', flowParameters) }, { header: anyHeader, footer }),
  location_request_message: kind('location_request_message', { body, action: named('send_location') }),
  product: kind('product', { action: object({ catalog_id: id, product_retailer_id: id }) }, { body, footer }),
  product_list: kind(
    'product_list',
    {
      header: header('text'),
      body,
      action: object({ catalog_id: id, sections: sections('product_items', product, 30, 30) }),
    },
    { footer },
  ),
  catalog_message: kind(
    'catalog_message',
    {
      body,
      action: object(
        { name: oneOf(['catalog_message']) },
        { parameters: object({}, { thumbnail_product_retailer_id: id }) },
      ),
    },
    { footer },
  ),
  carousel: kind('carousel', { body, action: object({ cards }) }),
  call_permission_request: kind(
    'call_permission_request',
    { action: named('call_permission_request') },
    { body },
  ),
  voice_call: kind('voice_call', {
    body,
    action: object(
      { name: oneOf(['voice_call']) },
      {
        parameters: object(
          {},
          {
            display_text: string({ max: 20 }),
            ttl_minutes: number(1, 43_200),
            payload: string({ max: 512 }),
          },
        ),
      },
    ),
  }),
  address_message: kind(
    'address_message',
    {
      body,
      action: named(
        'address_message',
        object(
          { country },
          { values: anyObject, saved_addresses: list(anyObject, 0, 10), validation_errors: anyObject },
        ),
      ),
    },
    { header: anyHeader, footer },
  ),
  request_contact_info: kind(
    'request_contact_info',
    { body, action: named('request_contact_info') },
    { footer },
  ),
  order_details: kind(
    'order_details',
    { body, action: named('review_and_pay', anyObject) },
    { header: anyHeader, footer },
  ),
  order_status: kind('order_status', { body, action: named('review_order', anyObject) }, { footer }),
});
