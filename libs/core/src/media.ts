import type { SendableType } from './message.ts';
import type { ConnectionType } from './phone.ts';

/** The message types that carry a file. */
export const MEDIA_TYPES = [
  'image',
  'video',
  'audio',
  'voice',
  'document',
  'sticker',
] as const satisfies readonly SendableType[];
export type MediaType = (typeof MEDIA_TYPES)[number];

export const isMediaType = (type: string): type is MediaType => MEDIA_TYPES.some((known) => known === type);

/** A file as a message's content names it. */
export interface MediaRef {
  mediaId: string;
  /** With parameters where they are known: `audio/ogg; codecs=opus`. */
  mimeType: string;
  sizeBytes: number;
  /** Lower-case hex. */
  sha256: string;
  filename?: string;
}

/** Where a file came from: given with a send, received from WhatsApp, or uploaded by itself. */
export const MEDIA_ORIGINS = ['outbound', 'inbound', 'upload'] as const;
export type MediaOrigin = (typeof MEDIA_ORIGINS)[number];

/** What is on record about a file that is to be stored. */
export interface NewMedia {
  companyId: string;
  origin: MediaOrigin;
  /** The phone that received it. */
  phoneId: string | null;
  mimeType: string;
  sizeBytes: number;
  sha256: string;
  filename: string | null;
  /** Where the bytes lie in the storage; the same bytes of one company lie there once. */
  storageKey: string;
}

export interface MediaItem extends NewMedia {
  mediaId: string;
  createdAt: Date;
}

/** A record as messages and answers show it. */
export const mediaRef = ({ mediaId, mimeType, sizeBytes, sha256, filename }: MediaItem): MediaRef => ({
  mediaId,
  mimeType,
  sizeBytes,
  sha256,
  ...(filename === null ? {} : { filename }),
});

const KIB = 1024;
const MIB = 1024 * KIB;

/** The largest file that is taken at all. */
export const MAX_MEDIA_BYTES = 100 * MIB;

export interface MediaLimit {
  maxBytes: number;
  /** Without parameters; null takes any. */
  mimeTypes: readonly string[] | null;
  /** Files that stand still have a limit of their own. */
  maxStillBytes?: number;
}

const WEB_AUDIO = [
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/amr',
  'audio/wav',
  'audio/webm',
  'audio/flac',
];
const CLOUD_AUDIO = ['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/aac', 'audio/amr'];
const CLOUD_IMAGE = ['image/jpeg', 'image/png'];
const CLOUD_VIDEO = ['video/mp4', 'video/3gpp'];

/**
 * What each channel takes of each type. Those of the Cloud API are Meta's
 * (developers.facebook.com/docs/whatsapp/cloud-api/reference/media); WhatsApp Web publishes none, and these are what
 * its page sends without re-encoding, with documents held to the same size on both.
 */
export const MEDIA_LIMITS: Readonly<Record<ConnectionType, Readonly<Record<MediaType, MediaLimit>>>> = {
  wwebjs: {
    image: { maxBytes: 16 * MIB, mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] },
    video: { maxBytes: 64 * MIB, mimeTypes: ['video/mp4', 'video/3gpp', 'video/quicktime', 'video/webm'] },
    audio: { maxBytes: 16 * MIB, mimeTypes: WEB_AUDIO },
    voice: { maxBytes: 16 * MIB, mimeTypes: ['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/aac'] },
    document: { maxBytes: MAX_MEDIA_BYTES, mimeTypes: null },
    // Made into stickers by the library, which takes pictures.
    sticker: { maxBytes: MIB, mimeTypes: ['image/webp', 'image/png', 'image/jpeg'] },
  },
  meta: {
    image: { maxBytes: 5 * MIB, mimeTypes: CLOUD_IMAGE },
    video: { maxBytes: 16 * MIB, mimeTypes: CLOUD_VIDEO },
    audio: { maxBytes: 16 * MIB, mimeTypes: CLOUD_AUDIO },
    voice: { maxBytes: 16 * MIB, mimeTypes: ['audio/ogg'] },
    document: {
      maxBytes: MAX_MEDIA_BYTES,
      mimeTypes: [
        'text/plain',
        'application/pdf',
        'application/msword',
        'application/vnd.ms-excel',
        'application/vnd.ms-powerpoint',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation',
        ...CLOUD_IMAGE,
        'image/webp',
        ...CLOUD_VIDEO,
        ...CLOUD_AUDIO,
      ],
    },
    sticker: { maxBytes: 500 * KIB, maxStillBytes: 100 * KIB, mimeTypes: ['image/webp'] },
  },
};

/** The limit in words, for a refusal. */
export interface MediaFault {
  code: 'MEDIA_TOO_LARGE' | 'MEDIA_TYPE_INVALID';
  detail: string;
}

export interface MediaFacts {
  mimeType: string;
  sizeBytes: number;
  /** A picture that moves. */
  animated?: boolean;
}

/** A MIME type without its parameters, in lower case. */
export const mimeEssence = (mimeType: string): string =>
  (mimeType.split(';', 1)[0] ?? '').trim().toLowerCase();

/** What keeps a file from being sent as `type` through a channel; null when nothing does. */
export function mediaFault(
  connectionType: ConnectionType,
  type: MediaType,
  { mimeType, sizeBytes, animated = false }: MediaFacts,
): MediaFault | null {
  const { maxBytes, mimeTypes, maxStillBytes } = MEDIA_LIMITS[connectionType][type];
  if (mimeTypes && !mimeTypes.includes(mimeEssence(mimeType)))
    return {
      code: 'MEDIA_TYPE_INVALID',
      detail: `The file is ${mimeType}; ${connectionType} sends as ${type}: ${mimeTypes.join(', ')}.`,
    };
  const limit = animated ? maxBytes : (maxStillBytes ?? maxBytes);
  return sizeBytes <= limit
    ? null
    : {
        code: 'MEDIA_TOO_LARGE',
        detail: `The file has ${sizeBytes} bytes; ${connectionType} takes ${limit} of this ${type}.`,
      };
}

/** The name under which the recipient sees a file; WhatsApp shows it for documents. */
export function fileNameOf({ filename, mimeType, mediaId }: MediaRef): string {
  if (filename) return filename;
  const ending = /\/([a-z0-9]{2,5})$/.exec(mimeEssence(mimeType))?.[1];
  return ending ? `${mediaId}.${ending}` : mediaId;
}
