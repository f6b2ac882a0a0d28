import { MEDIA_ORIGINS, mediaRef, type MediaItem } from '@watertight/core';
import { Type, type Static } from 'typebox';
import { CompanyParams, named, OneOf, Time } from './common.ts';

/** What WhatsApp takes as one caption. */
export const MAX_CAPTION = 1024;
const MAX_URL = 4096;
const MAX_FILENAME = 240;

export const MediaParams = Type.Object({
  ...CompanyParams.properties,
  mediaId: Type.String({ examples: ['med_01KAR7R5WX3M2Y0FQ6N1C8VJTD'] }),
});

export const MediaResource = named(
  'Media',
  Type.Object({
    mediaId: Type.String({ examples: ['med_01KAR7R5WX3M2Y0FQ6N1C8VJTD'] }),
    mimeType: Type.String({ examples: ['image/png'] }),
    sizeBytes: Type.Integer(),
    sha256: Type.String({ description: 'Lower-case hex' }),
    filename: Type.Optional(Type.String()),
    origin: OneOf(MEDIA_ORIGINS, {
      description: 'Given with a send, received from WhatsApp, or uploaded by itself',
    }),
    createdAt: Time(),
  }),
);

export const mediaResource = (item: MediaItem): Static<typeof MediaResource> => ({
  ...mediaRef(item),
  origin: item.origin,
  createdAt: item.createdAt.toISOString(),
});

/** One of `url`, `mediaId` and `data`; the reader sees to that, since it says it better than a schema. */
export const MediaSource = Type.Object(
  {
    url: Type.Optional(
      Type.String({
        pattern: '^[Hh][Tt][Tt][Pp][Ss]?://.',
        maxLength: MAX_URL,
        description: 'Fetched before the message is accepted; it must be public',
        examples: ['https://example.com/picture.jpg'],
      }),
    ),
    mediaId: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Of an uploaded file' })),
    data: Type.Optional(Type.String({ minLength: 1, description: 'The bytes in base64; with mimeType' })),
    mimeType: Type.Optional(
      Type.String({ minLength: 3, maxLength: 255, description: 'Refused when the bytes are not that' }),
    ),
    filename: Type.Optional(Type.String({ minLength: 1, maxLength: MAX_FILENAME })),
  },
  { additionalProperties: false, description: 'One of url, mediaId, and data with mimeType' },
);

export const mediaFields = {
  media: MediaSource,
  caption: Type.Optional(
    Type.String({ maxLength: MAX_CAPTION, description: 'WhatsApp shows it with image, video and document' }),
  ),
  viewOnce: Type.Optional(Type.Boolean({ description: 'Can be opened once, where the channel offers it' })),
  gif: Type.Optional(Type.Boolean({ description: 'A video that plays as a GIF' })),
};
export const MediaFields = Type.Object(mediaFields);
