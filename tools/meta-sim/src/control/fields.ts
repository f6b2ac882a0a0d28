import { Type } from 'typebox';

export const strict = { additionalProperties: false };

export const Digits = Type.String({ pattern: '^\\d{1,32}$', description: '1 to 32 digits' });

export const PhoneNumber = Type.String({
  pattern: '^[+\\d][\\d\\s().-]{4,30}$',
  description: 'a phone number with its country code',
});

export const HttpUrl = Type.String({
  pattern: '^https?://[^\\s/]+',
  maxLength: 2048,
  description: 'an http or https address',
});

export const Name = Type.String({ minLength: 1, maxLength: 512, description: '1 to 512 characters' });
