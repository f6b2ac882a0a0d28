import { ERRORS, type ErrorCode } from '@watertight/core';
import { Type, type Static, type TSchema, type TUnsafe } from 'typebox';

/** A schema that the OpenAPI document lists by name; use it in answers by `ref`. */
export function named<S extends TSchema>(name: string, schema: S): S & { $id: string } {
  return { ...schema, $id: name };
}

/** Points to a named schema, and is typed as it. */
export const ref = <S extends TSchema & { $id: string }>(schema: S): TUnsafe<Static<S>> =>
  Type.Unsafe<Static<S>>({ $ref: `${schema.$id}#` });

interface Described {
  description?: string;
  examples?: unknown[];
  default?: unknown;
}

/** One of a list of words. */
export const OneOf = <const V extends readonly string[]>(values: V, options: Described = {}) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: [...values], ...options });

/** The schema's values, or null. */
export function Nullable<S extends TSchema>(schema: S): TUnsafe<Static<S> | null> {
  const { type, enum: values, ...rest } = schema as S & { type?: string; enum?: unknown[] };
  return Type.Unsafe<Static<S> | null>({
    ...rest,
    type: [type, 'null'],
    ...(values ? { enum: [...values, null] } : {}),
  });
}

export const Time = (description?: string) =>
  Type.String({
    format: 'date-time',
    ...(description ? { description } : {}),
    examples: ['2026-11-23T10:00:00.000Z'],
  });

/** Any JSON object. */
export const AnyObject = (options: Described & { maxProperties?: number } = {}) =>
  Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true, ...options });

export const CompanyParams = Type.Object({
  companyId: Type.String({ description: "The company's slug", examples: ['demo'] }),
});

const MAX_INT4 = 2147483647;

export const PhoneIndex = Type.Integer({
  minimum: 0,
  maximum: MAX_INT4,
  description: 'Which of the company’s phones',
  examples: [0],
});

export const PhoneParams = Type.Object({ ...CompanyParams.properties, phoneIndex: PhoneIndex });

/** Which phone is asked, where the body does not say it. */
export const phoneWish = {
  phoneIndex: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: MAX_INT4,
      description:
        'Which phone is to do it; when absent the one that the chat was last on, else the lowest connected',
      examples: [0],
    }),
  ),
};
export const PhoneQuery = Type.Object(phoneWish, { additionalProperties: false });

const MAX_PAGE = 200;

/** `?limit=` and `?cursor=`; `cursor` is what the page before named `nextCursor`. */
export const pageQuery = (cursorPattern: string, defaultLimit = 50) => ({
  limit: Type.Integer({
    minimum: 1,
    maximum: MAX_PAGE,
    default: defaultLimit,
    description: 'How many at most',
  }),
  cursor: Type.Optional(
    Type.String({
      pattern: cursorPattern,
      maxLength: 100,
      description: '`nextCursor` of the page before',
    }),
  ),
});

/** A cursor that is a number, and one that is an id. */
export const NUMBER_CURSOR = '^[0-9]{1,18}$';
export const INDEX_CURSOR = '^[0-9]{1,9}$';
export const ID_CURSOR = '^[A-Za-z0-9_-]+$';

export const pageOf = <S extends TSchema>(item: S) =>
  Type.Object({
    data: Type.Array(item),
    nextCursor: Nullable(Type.String({ description: 'Null on the last page' })),
  });

export const Problem = named(
  'Problem',
  Type.Object(
    {
      type: Type.String({ format: 'uri-reference', description: 'Where the code is explained' }),
      title: Type.String(),
      status: Type.Integer(),
      detail: Type.String(),
      code: OneOf(Object.keys(ERRORS) as ErrorCode[], { description: 'Stable; branch on this' }),
      errors: Type.Optional(
        Type.Array(
          Type.Object({
            in: OneOf(['body', 'query', 'path', 'header']),
            path: Type.String({ description: 'JSON pointer to the field' }),
            message: Type.String(),
          }),
        ),
      ),
      providerCode: Type.Optional(
        Type.String({ description: 'WhatsApp’s own code, where it is its refusal' }),
      ),
      requestId: Type.Optional(Type.String()),
    },
    {
      description: 'RFC 9457',
      examples: [
        {
          type: '/docs/errors#CHAT_ID_INVALID',
          title: ERRORS.CHAT_ID_INVALID.title,
          status: 400,
          detail: ERRORS.CHAT_ID_INVALID.remedy,
          code: 'CHAT_ID_INVALID',
          requestId: '01KAR7R5WX3M2Y0FQ6N1C8VJTD',
        },
      ],
    },
  ),
);

/** What any route with a key may answer. */
const USUAL: readonly ErrorCode[] = [
  'VALIDATION_FAILED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'INTERNAL',
  'STORE_UNAVAILABLE',
  'OVERLOADED',
  'SHUTTING_DOWN',
];

/** How a problem stands in the document. */
export interface ProblemAnswer {
  description: string;
  content: Record<string, { schema: TSchema }>;
}

/** Problems as answers of a route, by status; codes of one status share an answer. */
export function problemAnswers(codes: readonly ErrorCode[]): Record<string, ProblemAnswer> {
  const byStatus = new Map<number, Set<ErrorCode>>();
  for (const code of codes) {
    const { status } = ERRORS[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  return Object.fromEntries(
    [...byStatus].map(([status, known]) => [
      status,
      {
        description: [...known].map((code) => `\`${code}\` ${ERRORS[code].title}`).join('; '),
        content: { 'application/problem+json': { schema: ref(Problem) } },
      },
    ]),
  );
}

/**
 * The answers of a route: what it gives, and the codes of the catalogue that it may refuse with beside the usual
 * ones. Problems are written by the error handler, so the types know only of the former.
 */
export function answers<A extends Record<number, TSchema>>(given: A, codes: readonly ErrorCode[] = []): A {
  return { ...(problemAnswers([...USUAL, ...codes]) as object), ...given };
}

/** An answer without a body. */
export const Nothing = Type.Null({ description: 'Done' });

/** A page of a list that is there as a whole; the cursor is the key of the last item of the page before. */
export function pageOfAll<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): { data: T[]; nextCursor: string | null } {
  const sorted = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const after = cursor === undefined ? sorted : sorted.filter((item) => keyOf(item) > cursor);
  const data = after.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: after.length > limit && last !== undefined ? keyOf(last) : null };
}
