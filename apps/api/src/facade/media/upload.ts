import multipart, { type Multipart, type MultipartFile } from '@fastify/multipart';
import { CodedError, MAX_MEDIA_BYTES, mimeEssence, type MediaItem } from '@watertight/core';
import { keepMedia } from '@watertight/media';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { ApiDeps } from '../../deps.ts';
import type { App } from '../../http/app.ts';
import { brokenForm, readingForm } from '../../http/forms.ts';
import { bodyLeftToHandler } from '../../http/validation.ts';
import { createGate } from '../../media/gate.ts';
import { named, OneOf, ref } from '../../schemas/common.ts';
import { graphAnswers, missing, wrong } from '../errors.ts';
import type { Fields } from '../fields.ts';
import { assertProduct } from '../messages/read.ts';
import type { Numbers } from '../numbers.ts';
import { BASE, NumberParams } from '../paths.ts';

/** Boundaries, headers and fields around the file. */
const FORM_BYTES = 64 * 1024;
const AT_ONCE = 32;
const MAX_FIELDS = 8;
/** What says nothing of a file: then its field `type`, or its bytes, tell. */
const SILENT_TYPES = new Set(['application/octet-stream', 'text/plain']);

const Form = Type.Object({
  messaging_product: OneOf(['whatsapp'], { description: 'May stand in the query too' }),
  type: Type.Optional(
    Type.String({ description: 'The MIME type, where the part of the file does not say it' }),
  ),
  file: Type.Unsafe<unknown>({ type: 'string', format: 'binary', description: 'One file' }),
});

export const CloudUploaded = named(
  'CloudApiUploaded',
  Type.Object(
    { id: Type.String({ description: 'Our mediaId' }) },
    { examples: [{ id: 'med_01KAR7R5WX3M2Y0FQ6N1C8VJTD' }] },
  ),
);

/** `POST /v…/{phoneNumberId}/media`. */
export async function uploadCloudMedia(
  app: App,
  { store, files }: Pick<ApiDeps, 'store' | 'files'>,
  numbers: Numbers,
): Promise<void> {
  const gate = createGate({ atOnce: AT_ONCE, waiting: 0 });
  await app.register(multipart, {
    throwFileSizeLimit: false, // the storage counts, and refuses in our words
    limits: {
      fileSize: MAX_MEDIA_BYTES + 1,
      files: 2,
      fields: MAX_FIELDS,
      parts: MAX_FIELDS + 2,
      fieldSize: 1024,
    },
  });

  app.route({
    method: 'POST',
    url: `${BASE}/:phoneNumberId/media`,
    config: { access: 'messages:send' },
    bodyLimit: MAX_MEDIA_BYTES + FORM_BYTES,
    validatorCompiler: bodyLeftToHandler, // the form is read as it comes in
    schema: {
      operationId: 'uploadCloudApiMedia',
      summary: 'Upload a file, to be sent by its id',
      description: 'Kept as any upload is: for longer than at Meta. Any phone of the company can send it.',
      tags: ['cloud-api'],
      consumes: ['multipart/form-data'],
      params: NumberParams,
      querystring: Type.Object({ messaging_product: Type.Optional(OneOf(['whatsapp'])) }),
      body: Form,
      response: graphAnswers({ 200: ref(CloudUploaded) }, [
        'MEDIA_TOO_LARGE',
        'MEDIA_TYPE_INVALID',
        'MEDIA_STORAGE_UNAVAILABLE',
        'MEDIA_BUSY',
      ]),
    },
    async handler(request) {
      const { companyId } = await numbers.phoneOf(request, request.params.phoneNumberId);
      if (!request.isMultipart())
        throw new CodedError('UNSUPPORTED_MEDIA_TYPE', 'Send multipart/form-data with one file.');
      if (Number(request.headers['content-length']) > MAX_MEDIA_BYTES + FORM_BYTES)
        throw new CodedError('MEDIA_TOO_LARGE', `The file has more than ${MAX_MEDIA_BYTES} bytes.`);
      const { mediaId } = await gate.run(() => readForm(request, companyId, { ...request.query }));
      return { id: mediaId };
    },
  });

  async function readForm(request: FastifyRequest, companyId: string, fields: Fields): Promise<MediaItem> {
    let item: MediaItem | undefined;
    try {
      const parts = request.parts();
      for (let next = await nextPart(parts); next; next = await nextPart(parts)) {
        if (next.type === 'field') fields[next.fieldname] = next.value;
        else if (item) throw wrong('file', 'stands twice');
        else item = await keep(next, companyId, fields.type);
      }
      assertProduct(fields);
      if (!item) throw missing('file');
      return item;
    } catch (error) {
      // The rest still comes in: nobody reads the answer while he writes, so it is read and thrown away.
      request.raw.unpipe().resume();
      if (item) await store.media.remove(companyId, item.mediaId);
      throw error;
    }
  }

  async function keep(part: MultipartFile, companyId: string, type: unknown): Promise<MediaItem> {
    try {
      return await keepMedia(store.media, files, {
        ...{ companyId, source: part.file, origin: 'upload', maxBytes: MAX_MEDIA_BYTES },
        ...declared(part.mimetype, type),
        filename: part.filename,
      });
    } catch (error) {
      throw error === part.file.errored ? brokenForm(error) : error;
    }
  }
}

/** The part says what the file is; where it says nothing, the field does, if it came before. */
function declared(mimeType: string, type: unknown): { declaredType: string } | { hintType: string } {
  if (!SILENT_TYPES.has(mimeEssence(mimeType))) return { declaredType: mimeType };
  return typeof type === 'string' && type.includes('/') ? { declaredType: type } : { hintType: mimeType };
}

async function nextPart(parts: AsyncIterableIterator<Multipart>): Promise<Multipart | undefined> {
  const next = await readingForm(() => parts.next());
  return next.done ? undefined : next.value;
}
