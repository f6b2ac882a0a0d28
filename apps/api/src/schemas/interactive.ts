import { Type, type Static, type TProperties, type TSchema } from 'typebox';
import { checker, refuseFaults, type BodyFault, type Checker } from '../http/validation.ts';
import { AnyObject, named, OneOf } from './common.ts';
import { fileFaults, FILE_KINDS } from './named-files.ts';

// The Cloud API's shape (developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive). What makes a message
// of its type is checked here; anything beyond that is passed on as it is, because Meta keeps adding to it.

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Body = (maxLength = 1024) => Type.Object({ text: Text(maxLength) });
const Footer = Type.Object({ text: Text(60) });
/** A file: one that is stored here, one that Meta has, or one that Meta fetches. */
const File = AnyObject({
  description: 'One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename`',
});
const Header = Type.Object({
  type: OneOf(['text', 'image', 'video', 'document', 'gif']),
  text: Type.Optional(Text(60)),
  image: Type.Optional(File),
  video: Type.Optional(File),
  document: Type.Optional(File),
  gif: Type.Optional(File),
});
const TextHeader = Type.Object({ type: OneOf(['text']), text: Text(60) });

const around = {
  header: Type.Optional(Header),
  footer: Type.Optional(Footer),
};

const Button = Type.Object({
  type: OneOf(['reply']),
  reply: Type.Object({ id: Text(256), title: Text(20) }),
});

const Row = Type.Object({
  id: Text(200),
  title: Text(24),
  description: Type.Optional(Type.String({ maxLength: 72 })),
});

const MAX_SECTIONS = 10;
const sections = <Fields extends TProperties>(fields: Fields) =>
  Type.Array(Type.Object({ title: Type.Optional(Text(24)), ...fields }), {
    minItems: 1,
    maxItems: MAX_SECTIONS,
  });

const ProductItem = Type.Object({ product_retailer_id: Text(100) });

/** What each type must have. */
const KINDS = {
  button: Type.Object({
    ...around,
    body: Body(),
    action: Type.Object({ buttons: Type.Array(Button, { minItems: 1, maxItems: 3 }) }),
  }),
  list: Type.Object({
    ...around,
    header: Type.Optional(TextHeader),
    body: Body(4096),
    action: Type.Object({
      button: Text(20),
      sections: sections({ rows: Type.Array(Row, { minItems: 1 }) }),
    }),
  }),
  cta_url: Type.Object({
    ...around,
    body: Body(),
    action: Type.Object({
      name: OneOf(['cta_url']),
      parameters: Type.Object({ display_text: Text(20), url: Text(2000) }),
    }),
  }),
  flow: Type.Object({
    ...around,
    body: Body(),
    action: Type.Object({
      name: OneOf(['flow']),
      parameters: Type.Object({
        flow_message_version: Text(5),
        flow_id: Type.Optional(Text(100)),
        flow_name: Type.Optional(Text(200)),
        flow_cta: Text(30),
        mode: Type.Optional(OneOf(['draft', 'published'])),
        flow_action: Type.Optional(OneOf(['navigate', 'data_exchange'])),
        flow_action_payload: Type.Optional(AnyObject()),
      }),
    }),
  }),
  location_request_message: Type.Object({
    body: Body(),
    action: Type.Object({ name: OneOf(['send_location']) }),
  }),
  product: Type.Object({
    body: Type.Optional(Body()),
    footer: Type.Optional(Footer),
    action: Type.Object({ catalog_id: Text(100), product_retailer_id: Text(100) }),
  }),
  product_list: Type.Object({
    header: TextHeader,
    body: Body(),
    footer: Type.Optional(Footer),
    action: Type.Object({
      catalog_id: Text(100),
      sections: sections({ product_items: Type.Array(ProductItem, { minItems: 1, maxItems: 30 }) }),
    }),
  }),
  catalog_message: Type.Object({
    body: Body(),
    footer: Type.Optional(Footer),
    action: Type.Object({ name: OneOf(['catalog_message']) }),
  }),
  call_permission_request: Type.Object({
    body: Type.Optional(Body()),
    action: Type.Object({ name: OneOf(['call_permission_request']) }),
  }),
  /** Of these only Meta knows what they must have. */
  address_message: Type.Object({ action: AnyObject() }),
  carousel: Type.Object({ action: AnyObject() }),
  order_details: Type.Object({ action: AnyObject() }),
  order_status: Type.Object({ action: AnyObject() }),
  voice_call: Type.Object({ action: AnyObject() }),
} as const;

type InteractiveKind = keyof typeof KINDS;
const INTERACTIVE_KINDS = Object.keys(KINDS) as InteractiveKind[];

const titles: Partial<Record<InteractiveKind, string>> = {
  button: 'Up to 3 buttons to answer with',
  list: 'A list of up to 10 rows to choose from',
  cta_url: 'A button that opens a URL',
  flow: 'A button that opens a flow',
  location_request_message: 'Asks for a location',
  product: 'One product of a catalogue',
  product_list: 'Up to 30 products of a catalogue',
};

/** As it is documented. */
export const Interactive = named(
  'Interactive',
  Type.Unsafe<Record<string, unknown>>({
    description: 'In the Cloud API’s shape. Beyond what is named here, fields are passed on as they are.',
    oneOf: INTERACTIVE_KINDS.map((kind) => {
      const {
        properties,
        required = [],
        ...rest
      } = KINDS[kind] as TSchema & {
        properties: Record<string, TSchema>;
        required?: string[];
      };
      return {
        ...rest,
        title: titles[kind] ?? kind,
        properties: { type: OneOf([kind]), ...properties },
        required: ['type', ...required],
      };
    }),
  }),
);

const MAX_ROWS = 10;
const MAX_PRODUCTS = 30;

type Rule = (interactive: never) => BodyFault[];

/** What no schema says: sums and uniqueness over several places. */
const RULES: { [Kind in InteractiveKind]?: (interactive: Static<(typeof KINDS)[Kind]>) => BodyFault[] } = {
  button: ({ action }) => [
    ...repeated(
      action.buttons.map(({ reply }) => reply.id),
      '/action/buttons',
      'ids',
    ),
    ...repeated(
      action.buttons.map(({ reply }) => reply.title),
      '/action/buttons',
      'titles',
    ),
  ],
  list({ action }) {
    const rows = action.sections.flatMap((section) => section.rows);
    return [
      ...tooMany(rows.length, MAX_ROWS, 'rows'),
      ...repeated(
        rows.map(({ id }) => id),
        '/action/sections',
        'row ids',
      ),
      ...untitled(action.sections),
    ];
  },
  product_list({ action }) {
    const count = action.sections.reduce((sum, section) => sum + section.product_items.length, 0);
    return [...tooMany(count, MAX_PRODUCTS, 'products'), ...untitled(action.sections)];
  },
  flow({ action: { parameters } }) {
    const isOne = (parameters.flow_id === undefined) !== (parameters.flow_name === undefined);
    return isOne ? [] : [{ path: '/action/parameters', message: 'should have either flow_id or flow_name' }];
  },
};

const checks = Object.fromEntries(
  Object.entries(KINDS).map(([kind, schema]) => [kind, checker(schema as TSchema)]),
) as Record<InteractiveKind, Checker<unknown>>;
const checkHead = checker(Type.Object({ type: OneOf(INTERACTIVE_KINDS) }));

/** `at` is where the object stands in the body. @throws InvalidRequest */
export function assertInteractive(interactive: unknown, at: string): void {
  const { type } = checkHead(interactive, 'body', at);
  checks[type](interactive, 'body', at);
  const rule = RULES[type] as Rule | undefined;
  refuseFaults([...headerFaults(interactive), ...(rule?.(interactive as never) ?? [])], at);
}

/** A header has what its type names. */
function headerFaults(interactive: unknown): BodyFault[] {
  const { header } = interactive as { header?: Record<string, unknown> };
  if (!header) return [];
  const type = String(header.type);
  if (FILE_KINDS.has(type)) return fileFaults(header[type], `/header/${type}`);
  return typeof header.text === 'string' && header.text !== ''
    ? []
    : [{ path: '/header/text', message: 'is required' }];
}

const repeated = (values: string[], path: string, what: string): BodyFault[] =>
  new Set(values).size === values.length ? [] : [{ path, message: `should have different ${what}` }];

const tooMany = (count: number, most: number, what: string): BodyFault[] =>
  count <= most
    ? []
    : [{ path: '/action/sections', message: `should have at most ${most} ${what} together, not ${count}` }];

/** Titles tell sections apart; one alone needs none. */
const untitled = (list: { title?: string | undefined }[]): BodyFault[] =>
  list.length === 1
    ? []
    : list.flatMap(({ title }, index) =>
        title === undefined
          ? [{ path: `/action/sections/${index}/title`, message: 'is required with several sections' }]
          : [],
      );

const body = { text: 'Rice or noodles?' };

export const INTERACTIVE_EXAMPLES: [object, ...object[]] = [
  {
    interactive: {
      type: 'button',
      body,
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'rice', title: 'Rice' } },
          { type: 'reply', reply: { id: 'noodles', title: 'Noodles' } },
        ],
      },
    },
  },
  {
    interactive: {
      type: 'list',
      body,
      action: {
        button: 'Choose',
        sections: [{ rows: [{ id: 'rice', title: 'Rice', description: 'With egg' }] }],
      },
    },
  },
  {
    interactive: {
      type: 'cta_url',
      body: { text: 'The menu' },
      action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://example.com/menu' } },
    },
  },
];
