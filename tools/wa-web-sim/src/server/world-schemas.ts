/** JSON Schemas of the calls that prepare and change people, groups, channels and labels. */
import { channel as channelId, group as groupId } from './inbound-schema.ts';

const phone = { type: 'string', pattern: '^[0-9]{5,20}$', description: '5 to 20 digits' } as const;
const phones = { type: 'array', maxItems: 1_000, items: phone } as const;
const name = { type: 'string', minLength: 1, maxLength: 100 } as const;
const text = { type: 'string', maxLength: 2_048 } as const;
const flag = { type: 'boolean' } as const;
const picture = {
  type: ['string', 'null'],
  maxLength: 1_000_000,
  pattern: '^data:image/[a-z+]+;base64,[A-Za-z0-9+/]+={0,2}$',
  description: 'a data URL of an image, or null',
} as const;

const settings = { announce: flag, restrict: flag, adminsAdd: flag, joinApproval: flag } as const;

export const ofPhone = {
  type: 'object',
  additionalProperties: false,
  required: ['phone'],
  properties: { phone },
} as const;

export const contact = {
  type: 'object',
  additionalProperties: false,
  required: ['number'],
  properties: {
    ...{ phone, number: phone, name, pushName: name, about: text },
    ...{ business: flag, blocked: flag, picture },
  },
} as const;

export const label = {
  type: 'object',
  additionalProperties: false,
  required: ['phone', 'name'],
  properties: {
    phone,
    name,
    hexColor: { type: 'string', pattern: '^#[0-9A-Fa-f]{6}$', description: 'a color like #00A884' },
  },
} as const;

export const group = {
  type: 'object',
  additionalProperties: false,
  required: ['subject', 'owner'],
  properties: {
    ...{ id: groupId, subject: name, description: text, owner: phone, admins: phones, members: phones },
    ...settings,
  },
} as const;

export const groupChange = {
  type: 'object',
  additionalProperties: false,
  required: ['by'],
  minProperties: 2,
  properties: {
    ...{ by: phone, add: phones, remove: phones, promote: phones, demote: phones, join: flag, leave: flag },
    ...{ subject: name, description: text, picture },
    ...settings,
  },
} as const;

export const channel = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: { id: channelId, name, description: text, owner: phone, subscribers: phones },
} as const;
