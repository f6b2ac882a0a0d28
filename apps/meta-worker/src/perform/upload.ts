import type { ActionResult, MediaRef } from '@watertight/core';
import type { Readable } from 'node:stream';
import { transferMs } from '../graph.ts';
import { firstText } from '../json.ts';
import type { Tokens } from '../tokens.ts';
import { done, refused, type Line } from './asking.ts';

/** Opens a stored file of a company; null when there is none any more. */
export type OpenMedia = (
  companyId: string,
  mediaId: string,
  signal: AbortSignal,
) => Promise<{ ref: MediaRef; stream: Readable } | null>;

export interface UploadRules {
  /** What it is for, in words: `A profile picture`. */
  what: string;
  types: RegExp;
  maxBytes: number;
}

/**
 * Brings a stored file to Meta by its resumable upload and answers the handle under which templates and profiles
 * name it.
 */
export async function uploadHandle(
  open: OpenMedia,
  line: Line,
  mediaId: string,
  { what, types, maxBytes }: UploadRules,
  tokens: Tokens,
): Promise<ActionResult<string>> {
  const found = await open(line.phone.companyId, mediaId, line.signal);
  if (!found) return refused('MEDIA_NOT_FOUND', `The company has no file ${mediaId}.`);
  const { ref, stream } = found;
  const stop = <T>(end: T): T => {
    stream.destroy();
    return end;
  };
  if (!types.test(ref.mimeType))
    return stop(refused('MEDIA_TYPE_INVALID', `${what} cannot be ${ref.mimeType}.`));
  if (ref.sizeBytes > maxBytes)
    return stop(
      refused('MEDIA_TOO_LARGE', `${what} may have ${maxBytes} bytes at most; this has ${ref.sizeBytes}.`),
    );
  const session = await beginUpload(line, ref, tokens);
  if (session.kind !== 'done') return stop(session);
  const sent = await line.call({
    method: 'POST',
    path: session.value,
    scheme: 'OAuth',
    headers: { file_offset: '0' },
    body: { contentType: 'application/octet-stream', sizeBytes: ref.sizeBytes, source: stream },
    timeoutMs: transferMs(ref.sizeBytes),
  });
  if (sent.kind !== 'done') return sent;
  const handle = firstText(sent.value.h);
  return handle
    ? done(handle)
    : refused('PROVIDER_UNAVAILABLE', 'Meta took the file and gave no handle for it.');
}

/** The path of the upload session. */
async function beginUpload(line: Line, ref: MediaRef, tokens: Tokens): Promise<ActionResult<string>> {
  const token = await tokens.of(line.server, line.credentials.accessToken, line.signal);
  // Where it is not known which app the token is of, Graph knows it under this name.
  const app = token?.appId ?? 'app';
  const query = new URLSearchParams({ file_length: String(ref.sizeBytes), file_type: ref.mimeType });
  if (ref.filename) query.set('file_name', ref.filename);
  const begun = await line.ask('POST', `${encodeURIComponent(app)}/uploads?${query.toString()}`);
  if (begun.kind !== 'done') return begun;
  const session = firstText(begun.value.id);
  // Its signature follows a question mark; whatever else stands there would name another path.
  return session && /^upload:[^/\s#]+$/.test(session)
    ? done(session)
    : refused('PROVIDER_UNAVAILABLE', 'Meta began no upload.');
}
