/** What a file can be sent as. */
export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

const MEGABYTE = 1024 * 1024;

/** The largest file of all. */
export const LARGEST_BYTES = 100 * MEGABYTE;
const ANIMATED_STICKER_BYTES = 500 * 1024;

/** Bytes at most, as Meta documents them; a sticker that moves may have 500 KB. */
const LIMITS: Record<MediaKind, number> = {
  image: 5 * MEGABYTE,
  video: 16 * MEGABYTE,
  audio: 16 * MEGABYTE,
  document: LARGEST_BYTES,
  sticker: 100 * 1024,
};

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const KINDS = new Map<string, MediaKind>([
  ['audio/aac', 'audio'],
  ['audio/mp4', 'audio'],
  ['audio/mpeg', 'audio'],
  ['audio/amr', 'audio'],
  ['audio/ogg', 'audio'],
  ['audio/opus', 'audio'],
  ['application/vnd.ms-powerpoint', 'document'],
  ['application/msword', 'document'],
  [`${OFFICE}wordprocessingml.document`, 'document'],
  [`${OFFICE}presentationml.presentation`, 'document'],
  [`${OFFICE}spreadsheetml.sheet`, 'document'],
  ['application/pdf', 'document'],
  ['text/plain', 'document'],
  ['application/vnd.ms-excel', 'document'],
  ['image/jpeg', 'image'],
  ['image/png', 'image'],
  ['image/webp', 'sticker'],
  ['video/mp4', 'video'],
  ['video/3gpp', 'video'],
  ['video/3gp', 'video'],
]);

/** Every MIME type that can be uploaded. */
export const MIME_TYPES: readonly string[] = [...KINDS.keys()];

/** The type alone, in lower case, without parameters such as `codecs`. */
export function bareMimeType(mimeType: string): string {
  return mimeType.split(';', 1)[0]!.trim().toLowerCase();
}

/** What a file of this type is, undefined for a type that Meta does not take. */
export function kindOf(mimeType: string): MediaKind | undefined {
  return KINDS.get(bareMimeType(mimeType));
}

/** Why a file of this kind is too large or empty, as a sentence; undefined when its size is fine. */
export function sizeProblem(kind: MediaKind, bytes: Buffer): string | undefined {
  if (bytes.length === 0) return 'The file is empty.';
  const moving = kind === 'sticker' && isAnimatedWebp(bytes);
  const limit = moving ? ANIMATED_STICKER_BYTES : LIMITS[kind];
  if (bytes.length <= limit) return undefined;
  return `The file has ${bytes.length} bytes; ${moving ? 'an animated sticker' : `a file of kind ${kind}`} may have ${limit}.`;
}

/** WebP says in the flags of its VP8X chunk whether it moves. */
export function isAnimatedWebp(bytes: Buffer): boolean {
  if (bytes.length < 21 || bytes.toString('latin1', 0, 4) !== 'RIFF') return false;
  return bytes.toString('latin1', 8, 16) === 'WEBPVP8X' && (bytes[20]! & 0x02) !== 0;
}
