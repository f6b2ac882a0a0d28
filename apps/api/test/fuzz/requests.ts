import * as fc from 'fast-check';
import type { Document, DocumentedRoute } from '../support/document.ts';
import { broken, junk, valuesOf, type ByName, type Lookup, type Schema } from './values.ts';

/** One request; texts such as `§mediaId:3§` stand for things that are there when it is made. */
export interface FuzzRequest {
  route: string;
  method: DocumentedRoute['method'];
  url: string;
  headers: Record<string, string>;
  payload: string | null;
}

/** `§name:n§`, for the nth of the things with that name that are known, or of a fixed list. */
const known = (name: string): fc.Arbitrary<string> => fc.nat({ max: 30 }).map((n) => `§${name}:${n}§`);

const sometimes = <T>(often: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>, weight = 8): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: often }, { weight: 1, arbitrary: seldom });

/** Ids of things that were made, in whatever field they stand. */
const KNOWN = [
  'version',
  'phoneNumberId',
  'accountId',
  'media',
  'companyId',
  'chatId',
  'contactId',
  'mediaId',
  'messageId',
  'webhookId',
  'deliveryId',
  'keyId',
  'employeeId',
];
const ALIASES: Record<string, string> = {
  quotedMessageId: 'messageId',
  pictureMediaId: 'mediaId',
  message_id: 'messageId',
  phone_number_id: 'phoneNumberId',
  profile_picture_handle: 'mediaId',
  to: 'chatId',
};
/** Wait is short: nobody sends here, and every wait would last as long as it may. */
const WAIT = fc.constantFrom<unknown>(0, 0, 0, 0.01, -1, 31, 'soon');

/** The fields that mean more than their schema says. */
const byName: ByName = (name) => {
  const alias = ALIASES[name] ?? name;
  if (KNOWN.includes(alias)) return sometimes<unknown>(known(alias), fc.string({ maxLength: 20 }));
  if (name === 'phoneIndex') return sometimes<unknown>(fc.constantFrom(0, 1, 2), fc.nat({ max: 9 }));
  if (name === 'url' || name === 'link')
    return sometimes<unknown>(known('url'), fc.webUrl({ size: 'small' }).map(local));
  if (name === 'wait') return WAIT;
  return undefined;
};

/** The same path on this machine: no name server is asked. */
const local = (url: string): string => url.replace(/^(https?:\/\/)[^/?#]*/, '$1127.0.0.1:1');

/** What a path may hold beside ids. */
const ODD_STEPS = [
  '%00',
  '%',
  '%ff',
  '%ed%a0%80',
  '..',
  '%2e%2e%2f',
  '-1',
  '2147483648',
  '1e3',
  'x'.repeat(190),
  '%F0%9F%98%80',
];

/** Routes whose success would leave the run without what it works on: they get things of their own. */
const OWN_THINGS: Record<string, Record<string, string>> = {
  'delete /api/v2/companies/{companyId}': { companyId: 'spareCompanyId' },
  'delete /api/v2/companies/{companyId}/phones/{phoneIndex}': { phoneIndex: 'sparePhoneIndex' },
  'patch /api/v2/companies/{companyId}/phones/{phoneIndex}': { phoneIndex: 'sparePhoneIndex' },
};

function ownThings({ name, path }: DocumentedRoute): Record<string, string> {
  const below = (start: string) => path.startsWith(`/api/v2/${start}/`);
  return {
    ...(below('groups') ? { chatId: 'groupId' } : {}),
    ...(below('channels') ? { channelId: 'channelId' } : {}),
    ...(below('templates') ? { template: 'templateId' } : {}),
    ...OWN_THINGS[name],
  };
}

/** Requests to one route, most of them as its schemas want them, the others broken in one place or several. */
export function requestsOf(route: DocumentedRoute, document: Document): fc.Arbitrary<FuzzRequest> {
  const lookup: Lookup = (ref) => document.components.schemas[ref.split('/').at(-1) ?? ''] as Schema;
  const own = ownThings(route);
  const parameters = route.operation.parameters ?? [];
  const ofPlace = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const valueOf = (name: string, schema: Schema | undefined): fc.Arbitrary<unknown> =>
    byName(name) ?? valuesOf(schema ?? {}, lookup, byName);

  const path = fc.record(
    Object.fromEntries(
      ofPlace('path').map(({ name, schema }) => {
        const values = own[name] ? known(own[name]) : valueOf(name, schema);
        return [name, sometimes(values.map(asStep), fc.constantFrom(...ODD_STEPS), 25)];
      }),
    ),
  );
  const query = fc.record(
    Object.fromEntries(
      ofPlace('query').map(({ name, schema }) => [
        name,
        sometimes(valueOf(name, schema as Schema), junk, 12),
      ]),
    ),
    { requiredKeys: ofPlace('query').flatMap(({ name, required }) => (required ? [name] : [])) },
  );
  const extra = sometimes(
    fc.constant({}),
    fc.dictionary(fc.string({ maxLength: 6 }), junk, { maxKeys: 1 }),
    20,
  );

  return fc
    .tuple(path, query, extra, headersOf(ofPlace('header').map(({ name }) => name)), bodiesOf(route, lookup))
    .map(([steps, asked, more, headers, { type, body, contentType }]) => ({
      route: route.name,
      method: route.method,
      url: urlOf(route.path, type === null ? steps : { ...steps, type }, { ...asked, ...more }),
      headers: { ...headers, ...(contentType === null ? {} : { 'content-type': contentType }) },
      payload: body,
    }));
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
/** Halves of surrogate pairs cannot stand in a URL. */
const wellFormed = (text: string): string => Buffer.from(text).toString();
const asStep = (value: unknown): string => encodeURIComponent(wellFormed(asText(value).slice(0, 200)));

function urlOf(path: string, steps: Record<string, string>, query: Record<string, unknown>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => steps[name] || '%20');
  const text = Object.entries(query)
    .slice(0, 8)
    .map(([name, value]) => [name, asText(value).slice(0, 500)])
    .map((pair) => pair.map((one) => encodeURIComponent(wellFormed(one))).join('='))
    .join('&');
  return text === '' ? filled : `${filled}?${text}`;
}

const KEYS = fc.oneof(
  { weight: 30, arbitrary: fc.constant('§adminKey:0§') },
  { weight: 6, arbitrary: known('companyKey') },
  { weight: 1, arbitrary: fc.constantFrom('', 'wt_nobody', 'Bearer', 'ü') },
);

const ODD_HEADERS: fc.Arbitrary<Record<string, string>> = fc.constantFrom<Record<string, string>[]>(
  { accept: 'image/png' },
  { accept: 'nothing/at-all;q=x' },
  { 'if-none-match': '*' },
  { 'if-none-match': '"x", W/"y"' },
  { range: 'bytes=0-3' },
  { range: 'bytes=-1' },
  { range: 'bytes=9-2,x' },
  { 'x-request-id': 'x'.repeat(300) },
  { 'x-request-id': '<script>' },
  { 'accept-encoding': 'gzip;q=0' },
  { origin: 'null' },
  { 'x-http-method-override': 'DELETE' },
);

const IDEMPOTENCY = fc.constantFrom('one', 'two', 'x'.repeat(255), 'x'.repeat(256), '', 'ü');

/** Headers, with those that the route documents. */
const headersOf = (documented: string[]): fc.Arbitrary<Record<string, string>> =>
  fc
    .tuple(KEYS, fc.option(ODD_HEADERS, { freq: 6 }), fc.option(IDEMPOTENCY, { freq: 4 }))
    .map(([key, odd, idempotencyKey]) => ({
      'x-api-key': key,
      ...odd,
      ...(documented.includes('idempotency-key') && idempotencyKey !== null
        ? { 'idempotency-key': idempotencyKey }
        : {}),
    }));

interface Body {
  /** Of the message, where the path says it. */
  type: string | null;
  body: string | null;
  contentType: string | null;
}

const NO_BODY: Body = { type: null, body: null, contentType: null };
const JSON_TYPE = 'application/json';

/** What is no JSON, or JSON that no program should stumble over. */
const ODD_BODIES: fc.Arbitrary<Body> = fc
  .tuple(
    fc.constantFrom(
      '',
      '{',
      '[1,',
      'null',
      '""',
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{}}}',
      '\u0000',
      '{"a":1,"a":2}',
      `${'['.repeat(2000)}${']'.repeat(2000)}`,
      'message=x',
      `"${'x'.repeat(2_000_000)}"`,
    ),
    fc.constantFrom(
      JSON_TYPE,
      'application/json; charset=latin1',
      'text/plain',
      'application/xml',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'text/csv',
      'nonsense',
    ),
  )
  .map(([body, contentType]) => ({ type: null, body, contentType }));

function bodiesOf({ operation }: DocumentedRoute, lookup: Lookup): fc.Arbitrary<Body> {
  const content = operation.requestBody?.content ?? {};
  if (Object.keys(content).length === 0) return sometimes(fc.constant(NO_BODY), ODD_BODIES, 20);
  const wellFormed = Object.entries(content).map(([mediaType, { schema, example, examples = {} }]) => {
    if (mediaType === 'text/csv') return csv();
    if (mediaType === 'multipart/form-data') return forms();
    const shown = [
      ...(example === undefined ? [] : [example]),
      ...Object.values(examples).map(({ value }) => value),
    ];
    return jsonBodies(schema, shown, Object.keys(examples), lookup);
  });
  return fc.oneof(
    { weight: 25, arbitrary: fc.oneof(...wellFormed) },
    { weight: 2, arbitrary: ODD_BODIES },
    { weight: 1, arbitrary: fc.constant(NO_BODY) },
  );
}

/** Bodies by schema, examples, and both with something broken. Variants of a send come with their type. */
function jsonBodies(schema: Schema, shown: unknown[], names: string[], lookup: Lookup): fc.Arbitrary<Body> {
  const pairs = (type: string | null, values: fc.Arbitrary<unknown>) =>
    values.map((value) => ({ type, value }));
  const variants = schema.anyOf?.map(({ $ref = '' }) => ({
    type: ($ref.split('/Send').at(-1) ?? '').toLowerCase(),
    values: valuesOf({ $ref }, lookup, byName),
  }));
  const bySchema = variants
    ? fc.oneof(...variants.map(({ type, values }) => pairs(type, values)))
    : pairs(null, valuesOf(schema, lookup, byName));
  const byExample = shown.map((value, index) =>
    pairs(variants ? (names[index]?.split(' ', 1)[0] ?? null) : null, fc.constant(value)),
  );
  const all = byExample.length === 0 ? bySchema : fc.oneof(bySchema, fc.oneof(...byExample));
  const spoilt = all.chain(({ type, value }) => pairs(type, broken(fc.constant(value))));
  return fc
    .oneof({ weight: 3, arbitrary: all }, { weight: 2, arbitrary: spoilt })
    .map(({ type, value }) => ({ type, body: JSON.stringify(value), contentType: JSON_TYPE }));
}

const csv = (): fc.Arbitrary<Body> =>
  fc
    .array(
      fc.constantFrom(
        'phoneNumber,name',
        '60123456789,Ana',
        '60123456780,"B',
        '"",""',
        '\ufefflid,name',
        '1@lid,x',
        '\u0000',
      ),
      { maxLength: 5 },
    )
    .map((lines) => ({ type: null, body: lines.join('\n'), contentType: 'text/csv' }));

/** Forms with a file, whole ones and such as are cut off. */
const forms = (): fc.Arbitrary<Body> =>
  fc
    .tuple(
      fc.constantFrom('file', 'other', ''),
      fc.constantFrom('a.pdf', 'a.csv', 'ü/../x', ''),
      fc.constantFrom('application/pdf', 'text/csv', 'text/plain', 'nonsense'),
      fc.constantFrom('%PDF-1.4\n%%EOF\n', 'phoneNumber,name\n60123456789,Ana', ''),
      sometimes(fc.constant('--x--\r\n'), fc.constantFrom('', '--x', '\u0000'), 6),
    )
    .map(([name, filename, fileType, text, end]) => ({
      type: null,
      body: `--x\r\ncontent-disposition: form-data; name="${name}"; filename="${filename}"\r\ncontent-type: ${fileType}\r\n\r\n${text}\r\n${end}`,
      contentType: 'multipart/form-data; boundary=x',
    }));
