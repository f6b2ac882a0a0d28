/** JSON Schema of `POST /sim/inbound`; a `description` says in a refusal what would be right. */

const phone = { type: 'string', pattern: '^[0-9]{5,20}$', description: '5 to 20 digits' } as const;
const text = { type: 'string', maxLength: 65_536 } as const;
const name = { type: 'string', minLength: 1, maxLength: 1_000 } as const;
const flag = { type: 'boolean' } as const;
const ms = { type: 'integer', minimum: 0, maximum: 3_600_000 } as const;
const key = { type: 'string', minLength: 1, maxLength: 300 } as const;
const count = { type: 'integer', minimum: 0, maximum: 1_000_000 } as const;
const names = { type: 'array', minItems: 1, maxItems: 100, items: name } as const;

export const MEDIA_MAX_BYTES = 96 * 1024 * 1024;

function shape<T extends Record<string, unknown>, R extends keyof T & string>(
  required: readonly R[],
  properties: T,
) {
  return { type: 'object', additionalProperties: false, required, properties } as const;
}

const digitsOf = (what: string, server: string) => ({
  type: 'string',
  pattern: `^[0-9]{5,25}(-[0-9]{5,25})?(@${server})?$`,
  description: `the digits of a ${what}, with or without @${server.replace('\\', '')}`,
});

export const group = digitsOf('group', 'g\\.us');
export const channel = digitsOf('channel', 'newsletter');

const media = shape(['data', 'mimetype'], {
  data: {
    type: 'string',
    minLength: 1,
    maxLength: Math.ceil((MEDIA_MAX_BYTES / 3) * 4),
    pattern: '^[A-Za-z0-9+/]+={0,2}$',
    description: 'base64',
  },
  mimetype: {
    type: 'string',
    maxLength: 200,
    pattern: '^[a-z]+/[\\w.+-]+(; ?[\\w-]+=[\\w."-]+)*$',
    description: 'a media type',
  },
  filename: name,
  caption: text,
  gif: flag,
  viewOnce: flag,
  seconds: count,
  state: { enum: ['there', 'expired', 'gone'] },
  downloadMs: ms,
});

export const inbound = {
  type: 'object',
  additionalProperties: false,
  required: ['phone'],
  properties: {
    phone,
    from: phone,
    fromMe: flag,
    to: phone,
    group,
    channel,
    hidden: flag,
    status: flag,
    type: { type: 'string', pattern: '^[a-z0-9_]{1,40}$', description: 'the name of a kind' },
    id: { type: 'string', pattern: '^[0-9A-Za-z-]{8,64}$', description: '8 to 64 letters and digits' },
    pushName: { type: 'string', minLength: 1, maxLength: 100 },
    timestamp: { type: 'integer', minimum: 0, maximum: 4_102_444_800 },
    text: { ...text, minLength: 1 },
    media,
    location: shape(['latitude', 'longitude'], {
      latitude: { type: 'number', minimum: -90, maximum: 90 },
      longitude: { type: 'number', minimum: -180, maximum: 180 },
      name,
      address: name,
      url: name,
      live: flag,
    }),
    vcards: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: { type: 'string', pattern: '^BEGIN:VCARD', maxLength: 65_536, description: 'a vCard' },
    },
    poll: shape(['name', 'options'], { name, options: names, multiple: flag }),
    vote: shape(['key', 'options'], { key, options: { ...names, minItems: 0 } }),
    reaction: shape(['key', 'emoji'], { key, emoji: { type: 'string', maxLength: 40 } }),
    edit: shape(['key', 'text'], { key, text: { ...text, minLength: 1 } }),
    revoke: shape(['key'], { key, by: { enum: ['sender', 'admin'] } }),
    deleteForMe: shape(['key'], { key }),
    button: shape(['id', 'text'], { id: name, text: name }),
    listRow: shape(['id', 'title'], { id: name, title: name, description: text }),
    order: shape(['id', 'token'], { id: name, token: name, title: name, itemCount: count }),
    product: shape(['id', 'title'], { id: name, title: name, description: text }),
    quoted: key,
    mentions: { type: 'array', maxItems: 1_000, items: phone },
    forwarded: shape(['score'], { score: count }),
    ciphertext: shape([], { afterMs: ms, never: flag }),
    attributes: { type: 'object', maxProperties: 100 },
  },
};

export const call = {
  type: 'object',
  additionalProperties: false,
  required: ['phone', 'from'],
  properties: { phone, from: phone, video: flag, group, id: { ...name, maxLength: 64 } },
};
