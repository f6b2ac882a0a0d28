import { BLOCKS } from './behaviour.ts';

/** JSON Schemas of what the control API takes; a `description` says in a refusal what would be right. */

const phone = { type: 'string', pattern: '^[0-9]{5,20}$', description: '5 to 20 digits' } as const;
const pushName = { type: 'string', minLength: 1, maxLength: 100 } as const;
const ms = { type: 'integer', minimum: 0, maximum: 3_600_000 } as const;
const flag = { type: 'boolean' } as const;
const kind = { type: 'string', pattern: '^[a-z0-9_]{1,40}$', description: 'the name of a kind' } as const;

export const scan = {
  type: 'object',
  additionalProperties: false,
  required: ['phoneNumber'],
  oneOf: [{ required: ['qr'] }, { required: ['code'] }],
  description: 'either "qr" or "code"',
  properties: {
    qr: { type: 'string', minLength: 1, maxLength: 2_000 },
    code: { type: 'string', pattern: '^[0-9A-Z]{8}$', description: '8 letters and digits' },
    phoneNumber: phone,
    pushName,
    business: flag,
  },
} as const;

export const ledgerQuery = {
  type: 'object',
  additionalProperties: false,
  properties: {
    phone,
    to: { type: 'string', minLength: 1, maxLength: 100 },
    key: { type: 'string', minLength: 1, maxLength: 300 },
    text: { type: 'string', maxLength: 100_000 },
    type: { type: 'string', pattern: kind.pattern, description: kind.description },
    after: { type: 'string', pattern: '^[0-9]{1,15}$', description: 'a number' },
    limit: { type: 'string', pattern: '^[1-9][0-9]{0,8}$', description: 'a number from 1 up' },
  },
} as const;

const page = {
  after: { type: 'string', pattern: '^[0-9]{1,15}$', description: 'a number' },
  limit: { type: 'string', pattern: '^[1-9][0-9]{0,8}$', description: 'a number from 1 up' },
} as const;

export const actionQuery = {
  type: 'object',
  additionalProperties: false,
  properties: {
    phone,
    action: { type: 'string', minLength: 1, maxLength: 60 },
    chat: { type: 'string', minLength: 1, maxLength: 100 },
    ...page,
  },
} as const;

export const ledgerSeq = {
  type: 'object',
  required: ['seq'],
  properties: { seq: { type: 'string', pattern: '^[1-9][0-9]{0,14}$', description: 'a number' } },
} as const;

const start = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    ...{ answerMs: ms, hangs: flag, bootMs: ms, reloadAfterMs: ms, syncMs: ms, neverSyncs: flag },
    reloads: { type: 'integer', minimum: 0, maximum: 1_000 },
  },
} as const;

const STATES = ['UNPAIRED', 'UNPAIRED_IDLE', 'OPENING', 'PAIRING', 'TIMEOUT', 'CONFLICT', 'UNLAUNCHED'];

const faults = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    dropSocket: flag,
    mute: flag,
    deaf: flag,
    lastAck: { type: 'integer', minimum: 0, maximum: 2 },
    refuse: flag,
    slowMs: ms,
    sendUndefined: flag,
    sendHangs: flag,
    seenHangs: flag,
    pairingFails: flag,
    blocked: { enum: [...BLOCKS, null] },
    start,
    reload: flag,
    readyAgain: flag,
    passState: {
      type: 'object',
      additionalProperties: false,
      required: ['state', 'ms'],
      properties: { state: { enum: STATES }, ms },
    },
    leakMb: { type: 'integer', minimum: 1, maximum: 4_096 },
    uploadFails: flag,
    uploadHangs: flag,
    uploadMs: ms,
    mediaExpired: flag,
    downloadMs: ms,
    dropSocketOnce: flag,
    crashPage: flag,
    hangMs: ms,
    logout: flag,
    conflict: flag,
  },
} as const;

export const behaviour = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    deliveredMs: ms,
    readMs: ms,
    autoRead: flag,
    playedMs: ms,
    autoPlay: flag,
    linkPreviewMs: ms,
    addressing: { enum: ['pn', 'lid'] },
    notAddable: { type: 'array', maxItems: 10_000, items: phone },
    notOnWhatsApp: { type: 'array', maxItems: 10_000, items: phone },
    qrLifetimeMs: { type: 'integer', minimum: 100, maximum: 3_600_000 },
    qrRounds: { type: 'integer', minimum: 0, maximum: 1_000 },
    codeLifetimeMs: { type: 'integer', minimum: 100, maximum: 3_600_000 },
    earlyEvents: flag,
    idField: { enum: ['_serialized', '$1'] },
    widField: { enum: ['_serialized', '$1'] },
    start: { ...start, type: 'object' },
    faults: {
      type: 'object',
      maxProperties: 10_000,
      propertyNames: { pattern: '^[0-9]{5,20}$' },
      additionalProperties: faults,
    },
  },
} as const;
