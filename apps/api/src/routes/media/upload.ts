import multipart, { type Multipart, type MultipartFile } from '@fastify/multipart';
import { CodedError, MAX_MEDIA_BYTES, mimeEssence, type MediaItem } from '@watertight/core';
import { keepMedia } from '@watertight/media';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { brokenForm, readingForm } from '../../http/forms.ts';
import { bodyLeftToHandler, InvalidRequest } from '../../http/validation.ts';
import type { ApiDeps } from '../../deps.ts';
import { createGate } from '../../media/gate.ts';
import { answers, CompanyParams, ref } from '../../schemas/common.ts';
import { mediaResource, MediaResource } from '../../schemas/media.ts';

/** Boundaries and headers around the file. */
const FORM_BYTES = 64 * 1024;
const AT_ONCE = 32;

const Form = Type.Object(
  { file: Type.Unsafe<unknown>({ type: 'string', format: 'binary', description: 'One file' }) },
  { additionalProperties: false },
);

/** In a context of its own: nothing else takes forms. */
export async function uploadMedia(
  parent: App,
  { store, files }: Pick<ApiDeps, 'store' | 'files'>,
): Promise<void> {
  const gate = createGate({ atOnce: AT_ONCE, waiting: 0 });
  await parent.register(async (app: App) => {
    await app.register(multipart, {
      throwFileSizeLimit: false, // the storage counts, and refuses in our words
      limits: { fileSize: MAX_MEDIA_BYTES + 1, files: 2, fields: 2, parts: 4, fieldSize: 1024 },
    });
    app.route({
      method: 'POST',
      url: '/api/v2/media/:companyId',
      config: { access: 'messages:send' },
      bodyLimit: MAX_MEDIA_BYTES + FORM_BYTES,
      validatorCompiler: bodyLeftToHandler, // the form is read as it comes in
      schema: {
        operationId: 'uploadMedia',
        summary: 'Upload a file, to be sent by its mediaId',
        description: `A form with one file of at most ${MAX_MEDIA_BYTES} bytes. What its part declares as content type is held against its bytes. What a channel takes of each message type is less, and is looked at when it is sent.`,
        tags: ['media'],
        consumes: ['multipart/form-data'],
        params: CompanyParams,
        body: Form,
        response: answers({ 201: ref(MediaResource) }, [
          'COMPANY_NOT_FOUND',
          'MEDIA_TOO_LARGE',
          'UNSUPPORTED_MEDIA_TYPE',
          'MEDIA_TYPE_INVALID',
          'MEDIA_STORAGE_UNAVAILABLE',
          'MEDIA_BUSY',
        ]),
      },
      async handler(request, reply) {
        const { companyId } = request.params;
        if (!(await store.companies.get(companyId))) throw new CodedError('COMPANY_NOT_FOUND');
        if (!request.isMultipart())
          throw new CodedError('UNSUPPORTED_MEDIA_TYPE', 'Send multipart/form-data with one file.');
        if (Number(request.headers['content-length']) > MAX_MEDIA_BYTES + FORM_BYTES)
          throw new CodedError('MEDIA_TOO_LARGE', `The file has more than ${MAX_MEDIA_BYTES} bytes.`);
        const item = await gate.run(() => readForm(request, companyId));
        return reply.code(201).send(mediaResource(item));
      },
    });
  });

  async function readForm(request: FastifyRequest, companyId: string): Promise<MediaItem> {
    let item: MediaItem | undefined;
    try {
      const parts = request.parts();
      for (let next = await nextPart(parts); next; next = await nextPart(parts)) {
        if (next.type === 'field') throw faulty(`/${next.fieldname}`, 'is not a known field');
        if (item) throw faulty(`/${next.fieldname}`, 'is a second file; send one at once');
        item = await keep(next, companyId);
      }
      if (!item) throw faulty('/file', 'is required');
      return item;
    } catch (error) {
      // The rest still comes in: nobody reads the answer while he writes, so it is read and thrown away.
      request.raw.unpipe().resume();
      if (item) await store.media.remove(companyId, item.mediaId);
      throw error;
    }
  }

  async function keep(part: MultipartFile, companyId: string): Promise<MediaItem> {
    try {
      return await keepMedia(store.media, files, {
        companyId,
        source: part.file,
        origin: 'upload',
        maxBytes: MAX_MEDIA_BYTES,
        // A part that declares nothing is text by the standard for forms (RFC 7578, 4.4).
        ...(mimeEssence(part.mimetype) === 'text/plain'
          ? { hintType: part.mimetype }
          : { declaredType: part.mimetype }),
        filename: part.filename,
      });
    } catch (error) {
      throw error === part.file.errored ? brokenForm(error) : error;
    }
  }
}

async function nextPart(parts: AsyncIterableIterator<Multipart>): Promise<Multipart | undefined> {
  const next = await readingForm(() => parts.next());
  return next.done ? undefined : next.value;
}

const faulty = (path: string, message: string) => new InvalidRequest([{ in: 'body', path, message }]);
