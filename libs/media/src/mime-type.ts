import { CodedError, mimeEssence } from '@watertight/core';
import { supportedMimeTypes } from 'file-type';

const MIME_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
const UNKNOWN = 'application/octet-stream';

/** Other names in use, and the one that we use. */
const ALIASES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'audio/mp3': 'audio/mpeg',
  'audio/x-mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/opus': 'audio/ogg',
  'audio/wave': 'audio/wav',
  'audio/x-wav': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-aac': 'audio/aac',
  'audio/amr-nb': 'audio/amr',
  'video/x-matroska': 'video/matroska',
  'text/rtf': 'application/rtf',
  'text/x-vcard': 'text/vcard',
  'application/x-pdf': 'application/pdf',
  'application/x-zip-compressed': 'application/zip',
};

/** Types that begin with the same bytes: which of them it is, only whoever made it can say. */
const SAME_CONTAINER: readonly (readonly string[])[] = [
  ['audio/ogg', 'video/ogg', 'application/ogg'],
  ['video/mp4', 'audio/mp4', 'video/quicktime', 'video/3gpp', 'audio/3gpp', 'video/3gpp2', 'video/x-m4v'],
  ['video/webm', 'audio/webm', 'video/matroska', 'audio/matroska'],
  ['video/x-ms-asf', 'audio/x-ms-asf', 'video/x-ms-wmv', 'audio/x-ms-wma'],
  ['image/png', 'image/apng'],
  ['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence', 'image/avif'],
];

/** Shells in which many programs keep their files; a type that has a mark of its own is not one of these. */
const SHELLS: Readonly<Record<string, (declared: string) => boolean>> = {
  'application/zip': (declared) => declared.startsWith('application/'),
  'application/x-cfb': (declared) => declared.startsWith('application/'),
  'application/gzip': (declared) => declared.startsWith('application/'),
  'application/xml': (declared) => /[/+]xml$/.test(declared) || declared.startsWith('text/'),
};

const canonical = (mimeType: string): string => {
  const essence = mimeEssence(mimeType);
  return ALIASES[essence] ?? essence;
};

const MARKED = new Set([...supportedMimeTypes].map(canonical));

/**
 * The type under which a file is kept. What the bytes say wins; a declared type that they can be wins over that, and
 * says what they cannot. `trusted` is for files of a source whose word stands (WhatsApp): nothing is refused.
 * @throws CodedError MEDIA_TYPE_INVALID when the bytes are not what was declared
 */
export function settleType(
  sniffed: string | undefined,
  declared: string | undefined,
  trusted = false,
): string {
  const wanted = declared === undefined ? UNKNOWN : canonical(declared);
  const isType = MIME_TYPE.test(wanted);
  if (!isType && !trusted)
    throw new CodedError('MEDIA_TYPE_INVALID', 'What the file is declared as is no MIME type.');
  if (!isType || wanted === UNKNOWN) return sniffed ? withParameters(sniffed) : UNKNOWN;
  if (trusted) return wanted === mimeEssence(declared ?? '') ? tidy(declared ?? '') : wanted;
  if (!agree(sniffed, wanted))
    throw new CodedError(
      'MEDIA_TYPE_INVALID',
      `The file is declared as ${wanted}; its bytes are ${sniffed ? mimeEssence(sniffed) : 'not'}.`,
    );
  return sniffed && canonical(sniffed) === wanted ? withParameters(sniffed) : wanted;
}

function agree(sniffed: string | undefined, wanted: string): boolean {
  if (sniffed === undefined) return !MARKED.has(wanted) || wanted.startsWith('text/');
  const found = canonical(sniffed);
  if (found === wanted || SAME_CONTAINER.some((types) => types.includes(found) && types.includes(wanted)))
    return true;
  return (SHELLS[found]?.(wanted) ?? false) && (!MARKED.has(wanted) || OFFICE.test(wanted));
}

/** Some programs write these so that only their shell can be told. */
const OFFICE = /^application\/(vnd\.openxmlformats-officedocument|vnd\.oasis|vnd\.ms-|epub)/;

/** What a server says of a file that it gives, if the bytes can be that; servers say much. */
export function credible(sniffed: string | undefined, hint: string | undefined): string | undefined {
  if (hint === undefined) return undefined;
  const wanted = canonical(hint);
  return MIME_TYPE.test(wanted) && wanted !== UNKNOWN && agree(sniffed, wanted) ? wanted : undefined;
}

const withParameters = (sniffed: string): string => sniffed.replace(mimeEssence(sniffed), canonical(sniffed));

/** As it was declared, without what would not fit into a header. */
const tidy = (declared: string): string => {
  const text = declared.trim().toLowerCase();
  return /^[\x20-\x7e]{1,200}$/.test(text) ? text : mimeEssence(text);
};
