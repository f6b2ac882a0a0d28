import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MultipartFile } from '@fastify/multipart';
import multipart from '@fastify/multipart';
import { bareMimeType, kindOf, LARGEST_BYTES, MIME_TYPES, sizeProblem } from '../media/kinds.ts';
import { isMediaId, type MediaStore, type StoredMedia } from '../media/store.ts';
import type { Phone, Phones } from '../phones.ts';
import { accessTo, tokenProblem, unknownObject } from './access.ts';
import { codedError, parameterError, type GraphError } from './errors.ts';
import { VERSION, type PhonePath } from './paths.ts';
import { answerWith, refuse, succeed } from './reply.ts';

/** Bytes of uploads that may be on their way at once; more are told to come again. */
const IN_FLIGHT_BYTES = 256 * 1024 * 1024;

export interface MediaDeps {
  phones: Phones;
  media: MediaStore;
}

interface Form {
  fields: Map<string, string>;
  file?: { bytes: Buffer; mimeType: string; filename: string | undefined };
}

/** `POST …/media` and the addresses under which files are fetched. */
export async function mediaRoutes(app: FastifyInstance, deps: MediaDeps): Promise<void> {
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: { fileSize: LARGEST_BYTES + 1, files: 1, fields: 10 },
  });
  const budget = { bytes: 0 };

  app.post<PhonePath>(
    `/${VERSION}/:phoneNumberId/media`,
    { config: { call: 'media' } },
    async (request, reply) => {
      const access = accessTo(deps.phones, request.params.phoneNumberId, request);
      if (!access.granted) return refuse(reply, access.error);
      if (!request.isMultipart())
        return refuse(reply, parameterError('The request must be multipart/form-data.'));
      const form = await readForm(request, budget);
      const stored = form
        ? store(deps.media, access.phone, form)
        : codedError(131016, 'Too many uploads.', 503);
      return 'code' in stored ? refuse(reply, stored) : answerWith(reply, { id: stored.id });
    },
  );

  app.get<{ Querystring: Record<string, string> }>(
    '/whatsapp_business/attachments/',
    { config: { call: 'download' } },
    (request, reply) => {
      const media = deps.media.open(request.query);
      const error = tokenProblem(deps.phones, request, media && deps.phones.find(media.phoneNumberId));
      if (error) return refuse(reply, error);
      if (!media) return reply.code(404).type('text/plain').send('Not Found');
      return reply.type(media.mimeType).header('content-length', media.bytes.length).send(media.bytes);
    },
  );
}

/** `GET /{media id}`: where the file is, for five minutes. */
export function showMedia({ phones, media }: MediaDeps, request: NodeRequest, reply: FastifyReply) {
  const found = visibleMedia({ phones, media }, request);
  if ('code' in found) return refuse(reply, found);
  return answerWith(reply, {
    messaging_product: 'whatsapp',
    url: `${request.protocol}://${request.host}${media.pathOf(found)}`,
    mime_type: found.mimeType,
    sha256: found.sha256,
    file_size: found.bytes.length,
    id: found.id,
  });
}

/** `DELETE /{media id}`. */
export function deleteMedia(deps: MediaDeps, request: NodeRequest, reply: FastifyReply) {
  const found = visibleMedia(deps, request);
  if ('code' in found) return refuse(reply, found);
  deps.media.delete(found.id);
  return succeed(reply);
}

export type NodeRequest = FastifyRequest<{ Params: { version: string; id: string } }>;

function visibleMedia({ phones, media }: MediaDeps, request: NodeRequest): StoredMedia | GraphError {
  const { id } = request.params;
  const found = isMediaId(id) ? media.find(id) : undefined;
  const error = tokenProblem(phones, request, found && phones.find(found.phoneNumberId));
  if (error) return error;
  const { phone_number_id: asked } = request.query as Record<string, unknown>;
  if (!found || (asked !== undefined && asked !== found.phoneNumberId))
    return unknownObject(id, request.method);
  return found;
}

function store(media: MediaStore, phone: Phone, { fields, file }: Form): StoredMedia | GraphError {
  if (fields.get('messaging_product') !== 'whatsapp')
    return parameterError('The parameter messaging_product is required.');
  if (!file) return parameterError('The parameter file is required.');
  const mimeType = fields.get('type') ?? file.mimeType;
  const kind = kindOf(mimeType);
  if (!kind)
    return parameterError(
      `Param file must be a file with one of the following types: ${MIME_TYPES.join(', ')}. ` +
        `Received file of type '${bareMimeType(mimeType)}'.`,
    );
  const tooLarge = sizeProblem(kind, file.bytes);
  if (tooLarge) return codedError(131053, tooLarge);
  const { bytes, filename } = file;
  const stored = media.put({
    phoneNumberId: phone.phoneNumberId,
    origin: 'uploaded',
    mimeType: bareMimeType(mimeType),
    filename,
    bytes,
  });
  return stored ?? codedError(131053, 'The simulator has no room for a file of this size.');
}

/** Undefined when too much is on its way already; everything that came is read to its end all the same. */
async function readForm(request: FastifyRequest, budget: { bytes: number }): Promise<Form | undefined> {
  const form: Form = { fields: new Map() };
  let taken = 0;
  let fits = true;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        form.fields.set(part.fieldname, String(part.value));
        continue;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of part.file as AsyncIterable<Buffer>) {
        fits &&= budget.bytes + chunk.length <= IN_FLIGHT_BYTES;
        if (!fits) continue;
        chunks.push(chunk);
        taken += chunk.length;
        budget.bytes += chunk.length;
      }
      if (part.fieldname === 'file') form.file = fileOf(part, chunks);
    }
  } finally {
    budget.bytes -= taken;
  }
  return fits ? form : undefined;
}

function fileOf({ mimetype, filename }: MultipartFile, chunks: Buffer[]) {
  return { bytes: Buffer.concat(chunks), mimeType: mimetype, filename: filename || undefined };
}
