import {
  CodedError,
  graphEntryOf,
  graphTitle,
  NO_OBJECT,
  type ErrorCode,
  type GraphEntry,
} from '@watertight/core';
import { randomBytes } from 'node:crypto';
import { Type, type TSchema } from 'typebox';
import type { ProblemBody } from '../plugins/problems.ts';
import { named, ref } from '../schemas/common.ts';

/** A refusal with a code of Meta's that our catalogue does not tell apart. */
export class GraphFault extends CodedError {
  readonly entry: GraphEntry;
  /** Meta's sentence, where it is not the title of the code. */
  readonly sentence: string | undefined;

  constructor(code: ErrorCode, entry: GraphEntry, detail: string, sentence?: string) {
    super(code, detail);
    this.entry = entry;
    this.sentence = sentence;
  }
}

/** A parameter that has to be there is not. */
export const missing = (name: string): GraphFault =>
  new GraphFault(
    'VALIDATION_FAILED',
    { code: 131008, status: 400 },
    `Required parameter ${name} is missing.`,
  );

/** A parameter that is there is wrong. */
export const wrong = (name: string, why: string): GraphFault =>
  new GraphFault('VALIDATION_FAILED', { code: 131009, status: 400 }, `Parameter ${name} ${why}.`);

/** Code 100 with a sentence of its own, as Graph answers parameters that are none of its words. */
export const notOneOf = (sentence: string): GraphFault =>
  new GraphFault('VALIDATION_FAILED', { code: 100, status: 400 }, sentence, sentence);

/** What does not exist and what belongs to another company look the same. */
export const unknownObject = (method: string, id: string): GraphFault =>
  new GraphFault(
    'PHONE_NOT_FOUND',
    NO_OBJECT,
    'Check the id, and whose key was given.',
    `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
  );

/** The answer to a fault, in Meta's shape; its HTTP status stands beside it. */
export interface GraphAnswer {
  status: number;
  body: {
    error: {
      message: string;
      type: string;
      code: number;
      error_subcode?: number;
      is_transient?: boolean;
      error_data?: { messaging_product: 'whatsapp'; details: string };
      fbtrace_id: string;
    };
  };
}

/** Puts a problem into Meta's words; of `error` only what it says of itself as a GraphFault. */
export function graphAnswerOf(problem: ProblemBody, error: unknown): GraphAnswer {
  const own = error instanceof GraphFault ? error : null;
  const entry = own?.entry ?? graphEntryOf(problem);
  const { code, subcode } = entry;
  const status = entry.status ?? problem.status;
  const sentence = own?.sentence ?? graphTitle(code) ?? problem.detail;
  return {
    status,
    body: {
      error: {
        message: entry === NO_OBJECT ? sentence : `(#${code}) ${sentence}`,
        type: subcode === NO_OBJECT.subcode ? 'GraphMethodException' : 'OAuthException',
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        ...(status === 429 || status >= 500 ? { is_transient: true } : {}),
        error_data: { messaging_product: 'whatsapp', details: problem.detail },
        fbtrace_id: problem.requestId ?? randomBytes(9).toString('base64url'),
      },
    },
  };
}

export const GraphError = named(
  'GraphError',
  Type.Object(
    {
      error: Type.Object({
        message: Type.String(),
        type: Type.String({ description: '`OAuthException` or `GraphMethodException`' }),
        code: Type.Integer({ description: 'Meta’s; branch on this' }),
        error_subcode: Type.Optional(Type.Integer()),
        is_transient: Type.Optional(Type.Boolean({ description: 'True: the same request may work later' })),
        error_data: Type.Optional(
          Type.Object({
            messaging_product: Type.String(),
            details: Type.String({ description: 'One sentence on what is wrong' }),
          }),
        ),
        fbtrace_id: Type.String({ description: 'The request’s id, as in the header x-request-id' }),
      }),
    },
    {
      description: 'An error of the Cloud-API facade, in Meta’s shape',
      examples: [
        {
          error: {
            message: '(#131047) Re-engagement message',
            type: 'OAuthException',
            code: 131047,
            error_data: {
              messaging_product: 'whatsapp',
              details: 'The person has not written for 24 hours.',
            },
            fbtrace_id: '01KAR7R5WX3M2Y0FQ6N1C8VJTD',
          },
        },
      ],
    },
  ),
);

const USUAL: readonly ErrorCode[] = [
  'VALIDATION_FAILED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'PHONE_NOT_FOUND',
  'RATE_LIMITED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'INTERNAL',
  'STORE_UNAVAILABLE',
  'SHUTTING_DOWN',
];

/** The answers of a facade's route: what it gives, and what it may refuse with beside the usual. */
export function graphAnswers<A extends Record<number, TSchema>>(
  given: A,
  codes: readonly ErrorCode[] = [],
): A {
  const byStatus = new Map<number, Set<string>>();
  for (const code of [...USUAL, ...codes]) {
    const { status, code: number } = graphEntryOf({ code });
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(`\`${number}\` ${graphTitle(number)}`));
  }
  const faults = [...byStatus].map(([status, known]) => [
    status,
    {
      description: [...known].join('; '),
      content: { 'application/json': { schema: ref(GraphError) } },
    },
  ]);
  return { ...(Object.fromEntries(faults) as object), ...given };
}
