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
  'not-read',
  'not-delivered',
  'offline',
  'uploads-fail',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Playing {
  about: string;
  /** As the simulator takes it: a rule of Graph's or the last status of a number, or faults of a WhatsApp Web phone. */
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
    'not-read': {
      about: 'Nobody reads what arrives: the last receipt is delivered',
      set: { lastStatus: 'delivered' },
    },
    'not-delivered': {
      about: 'The recipients’ phones are off: no receipt comes after sent',
      set: { lastStatus: 'sent' },
    },
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
    'not-read': { about: 'Nobody reads what arrives: the last receipt is delivered', set: { lastAck: 2 } },
    'not-delivered': {
      about: 'The recipients’ phones are off: no receipt comes after sent',
      set: { lastAck: 1 },
    },
    offline: {
      about: 'The phone’s connection to WhatsApp breaks, and breaks again',
      set: { dropSocket: true },
    },
    'uploads-fail': { about: 'Uploads of files end with an error', set: { uploadFails: true } },
  },
};

/** What is different with one number at Graph's simulator, which keeps it for all instances of the API. */
export interface GraphPhone {
  /** Of several, the first that matches decides. */
  faults: Record<string, unknown>[];
  lastStatus: string;
}

/** @param playings what is on, in the order of the table above */
export const graphPhoneOf = (playings: readonly Playing[]): GraphPhone => ({
  faults: playings.filter(({ set }) => set['lastStatus'] === undefined).map(({ set }) => set),
  lastStatus: playings.map(({ set }) => set['lastStatus'] as string | undefined).findLast(Boolean) ?? 'read',
});

const callOf = (rule: Record<string, unknown>) => (rule['match'] as { call?: string } | undefined)?.call;

/** Whether that is so with a number. */
export const isAtGraph = ({ faults, lastStatus }: GraphPhone, { set }: Playing): boolean =>
  set['lastStatus'] === undefined
    ? faults.some((rule) => rule['kind'] === set['kind'] && callOf(rule) === callOf(set))
    : lastStatus === set['lastStatus'];
