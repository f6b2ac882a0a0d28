import type { ErrorCode, MediaRef, MediaType, Outcome } from '@watertight/core';

export type Refused = Extract<Outcome, { kind: 'refused' }>;

/** A file that Meta has to have before the message. */
export interface NeededFile {
  as: MediaType;
  ref: MediaRef;
}

/** Meta's ids of the files, by our media ids. */
export type ProviderIds = ReadonlyMap<string, string>;

/** What of a message stands under its type, once its files have ids. */
export interface Outline {
  /** In Meta's words: `contacts`, not `contact`; `audio` also for a voice note. */
  type: string;
  files: NeededFile[];
  object(ids: ProviderIds): unknown;
}

export const outline = (type: string, object: unknown): Outline => ({
  type,
  files: [],
  object: () => object,
});

/** Certain, and for good: it is so whatever state the phone is in. */
export const refused = (code: ErrorCode, detail: string): Refused => ({
  kind: 'refused',
  code,
  detail,
  permanent: true,
});

export const unsupported = (detail: string): Refused => refused('UNSUPPORTED_ON_CHANNEL', detail);

export const isRefused = (value: object): value is Refused => 'kind' in value && value.kind === 'refused';

/** The fields that are there: an absent one is left out. */
export const given = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
