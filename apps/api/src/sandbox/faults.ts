import type { ConnectionType } from '@watertight/core';

/** What can be made to go wrong for one phone, by the word that the API has for it. */
export const FAULTS = [
  'refused',
  'failed-later',
  'unavailable',
  'rate-limited',
  'answer-lost',
  'slow',
  'no-receipts',
  'offline',
  'uploads-fail',
] as const;
export type Fault = (typeof FAULTS)[number];

interface Playing {
  about: string;
  /** As the simulator takes it: a rule of Graph's, or lasting faults of a WhatsApp Web phone. */
  set: Record<string, unknown>;
}

/** Which faults a channel has. Of several of Graph's for sends, the first in this order decides. */
export const FAULTS_OF: Readonly<Record<ConnectionType, Partial<Record<Fault, Playing>>>> = {
  meta: {
    refused: {
      about: 'Meta refuses every send: the recipient cannot receive it (131026)',
      set: { kind: 'error', code: 131026 },
    },
    'failed-later': {
      about: 'Meta takes the message, and then tells by a status that it failed (131026)',
      set: { kind: 'failed-status', code: 131026 },
    },
    unavailable: { about: 'Graph answers 503: sends are tried again', set: { kind: 'http503' } },
    'rate-limited': { about: 'The number sends too fast (130429): sends wait', set: { kind: 'http429' } },
    'answer-lost': {
      about: 'The message arrives, and the connection breaks before the answer',
      set: { kind: 'reset-after' },
    },
    slow: { about: 'Graph answers after five seconds', set: { kind: 'slow', delayMs: 5000 } },
    'uploads-fail': {
      about: 'Uploads of files are answered 503',
      set: { kind: 'http503', match: { call: 'media' } },
    },
  },
  wwebjs: {
    refused: { about: 'WhatsApp refuses every send', set: { refuse: true } },
    slow: { about: 'WhatsApp takes sends after five seconds', set: { slowMs: 5000 } },
    'no-receipts': {
      about: 'Nothing arrives at the phone, neither receipts nor messages; all of it follows afterwards',
      set: { deaf: true },
    },
    offline: {
      about: 'The phone’s connection to WhatsApp breaks, and breaks again',
      set: { dropSocket: true },
    },
    'uploads-fail': { about: 'Uploads of files end with an error', set: { uploadFails: true } },
  },
};

/** One of Graph's rules. */
export interface Rule {
  match?: { phoneNumberId?: string; call?: string };
  kind: string;
  code?: number;
  [key: string]: unknown;
}

/** The rule of a fault for one number. */
export const ruleOf = ({ set }: Playing, phoneNumberId: string): Rule => ({
  ...(set as unknown as Rule),
  match: { ...(set['match'] as object | undefined), phoneNumberId },
});

/** Whether a rule is that of a fault, whoever has set it. */
export const isRule = (one: Rule, other: Rule): boolean =>
  one.kind === other.kind &&
  one.code === other.code &&
  one.match?.phoneNumberId === other.match?.phoneNumberId &&
  (one.match?.call ?? 'messages') === (other.match?.call ?? 'messages');
