import { CodedError, mimeEssence, type MediaItem } from '@watertight/core';
import { readMedia } from '@watertight/media';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { throwAbsent } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import { contentDisposition } from '../../http/disposition.ts';
import { readRange, type Range } from '../../http/range.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, OneOf, ref } from '../../schemas/common.ts';
import { MediaParams, mediaResource, MediaResource } from '../../schemas/media.ts';

/** What a browser may show instead of saving it. */
const SHOWN = /^(image\/(png|jpeg|gif|webp)|video\/[\w.-]+|audio\/[\w.-]+)$/;

const Bytes = Type.Unsafe<NodeJS.ReadableStream>({ type: 'string', format: 'binary' });
const file = (description: string) => ({
  description,
  content: { 'application/octet-stream': { schema: Bytes } },
});

export function readMediaRoute(app: App, { store, files }: Pick<ApiDeps, 'store' | 'files'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/media/:companyId/:mediaId',
    config: { access: ['messages:read', 'company:admin'] }, // who may export a company may have its files
    exposeHeadRoute: false, // it would read the file to its end; ?meta=1 says more
    schema: {
      operationId: 'readMedia',
      summary: 'Download a file',
      description:
        'With its own content type. Takes `Range`, `If-Range` and `If-None-Match`; the ETag is the SHA-256 of the bytes.',
      tags: ['media'],
      params: MediaParams,
      querystring: Type.Object(
        { meta: Type.Optional(OneOf(['1'], { description: '1 answers what is known of it, as JSON' })) },
        { additionalProperties: false },
      ),
      response: answers(
        {
          200: {
            description: 'The file; with `?meta=1` what is known of it',
            content: {
              'application/octet-stream': { schema: Bytes },
              'application/json': { schema: ref(MediaResource) },
            },
          },
          206: file('A part of it'),
          304: Type.Null({ description: 'The caller has it' }),
        },
        ['COMPANY_NOT_FOUND', 'MEDIA_NOT_FOUND', 'MEDIA_RANGE_INVALID', 'MEDIA_STORAGE_UNAVAILABLE'],
      ),
    },
    async handler({ params: { companyId, mediaId }, query, headers }, reply) {
      const item = await store.media.get(companyId, mediaId);
      if (!item) return throwAbsent(store, companyId, 'MEDIA_NOT_FOUND');
      if (query.meta) return reply.send(mediaResource(item));
      describe(reply, item);
      const etag = `"${item.sha256}"`;
      if (matches(headers['if-none-match'], etag)) return reply.code(304).send(null);
      const stale = headers['if-range'] !== undefined && headers['if-range'] !== etag;
      const range = stale ? null : rangeOf(reply, headers.range, item.sizeBytes);
      const found = await readMedia({ get: async () => item }, files, {
        companyId,
        mediaId,
        ...(range ? { range } : {}),
      });
      if (!found) throw new CodedError('MEDIA_NOT_FOUND', 'The bytes of the file are gone.');
      const { start, end } = range ?? { start: 0, end: item.sizeBytes - 1 };
      if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${item.sizeBytes}`);
      return reply.header('content-length', end - start + 1).send(found.stream);
    },
  });
}

/** Whoever made the file is nobody whose scripts should run under this address. */
function describe(reply: FastifyReply, { mimeType, filename, mediaId, sha256 }: MediaItem): void {
  const type = SHOWN.test(mimeEssence(mimeType)) ? 'inline' : 'attachment';
  reply
    .type(mimeType)
    .header('content-disposition', contentDisposition(type, filename ?? mediaId))
    .header('etag', `"${sha256}"`)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, max-age=3600')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox");
}

const matches = (header: string | undefined, etag: string): boolean =>
  header === '*' || (header ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === etag);

function rangeOf(reply: FastifyReply, header: string | undefined, sizeBytes: number): Range | null {
  const range = readRange(header, sizeBytes);
  if (range !== 'unsatisfiable') return range;
  for (const name of ['content-disposition', 'etag', 'cache-control']) reply.removeHeader(name);
  reply.header('content-range', `bytes */${sizeBytes}`);
  throw new CodedError('MEDIA_RANGE_INVALID', `The file has ${sizeBytes} bytes.`);
}
