import { sha256Hex, type MessageContent } from '@watertight/core';
import type { Static } from 'typebox';
import { InvalidRequest } from '../http/validation.ts';
import type { MediaFields, MediaSource } from '../schemas/media.ts';

/** A file as a send names it: where it is, or the bytes themselves. */
export type AskedMedia =
  | { kind: 'url'; url: string; mimeType?: string | undefined; filename?: string | undefined }
  | { kind: 'stored'; mediaId: string; filename?: string | undefined }
  | {
      kind: 'data';
      bytes: Buffer;
      sha256: string;
      mimeType?: string | undefined;
      filename?: string | undefined;
    };

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** `at` is where `media` stands in the body. @throws InvalidRequest */
export function readMedia(source: Static<typeof MediaSource>, at: string): AskedMedia {
  const { url, mediaId, data, mimeType, filename } = source;
  if ([url, mediaId, data].filter((given) => given !== undefined).length !== 1)
    throw invalid(at, 'should have one of url, mediaId and data');
  if (url !== undefined) return { kind: 'url', url, mimeType, filename };
  if (mediaId !== undefined) return { kind: 'stored', mediaId, filename };
  if (mimeType === undefined) throw invalid(`${at}/mimeType`, 'is required with data');
  const bytes = decode(data ?? '', `${at}/data`);
  return { kind: 'data', bytes, sha256: sha256Hex(bytes), mimeType, filename };
}

function decode(text: string, path: string): Buffer {
  if (text.length % 4 !== 0 || !BASE64.test(text)) throw invalid(path, 'should be base64 (RFC 4648, 4)');
  return Buffer.from(text, 'base64');
}

/** The content as it was asked for: two requests with the same one are the same request. */
export function askedContent(fields: Static<typeof MediaFields>, asked: AskedMedia): MessageContent {
  const { kind, mimeType, filename, ...where } = { mimeType: undefined, ...asked };
  const source = kind === 'data' ? { sha256: (where as { sha256: string }).sha256 } : where;
  return { ...shownFields(fields), media: { ...source, mimeType, filename } };
}

/** What stands beside the file. */
export const shownFields = ({ caption, viewOnce, gif }: Static<typeof MediaFields>) => ({
  ...(caption ? { caption } : {}),
  ...(viewOnce ? { viewOnce: true as const } : {}),
  ...(gif ? { gif: true as const } : {}),
});

const invalid = (path: string, message: string) => new InvalidRequest([{ in: 'body', path, message }]);
