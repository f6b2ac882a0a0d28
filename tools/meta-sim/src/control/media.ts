import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { LARGEST_BYTES } from '../media/kinds.ts';
import type { MediaStore, StoredMedia } from '../media/store.ts';
import type { Phones } from '../phones.ts';
import { Digits, Name, strict } from './fields.ts';
import { complain, unknownPhone } from './sentences.ts';

const BASE64 = { pattern: '^[A-Za-z0-9+/]*={0,2}$', description: 'base64' };

/** A file that a user is to send. */
const NewFile = Type.Object(
  {
    phoneNumberId: Digits,
    mimeType: Type.String({ pattern: '^[\\w.+-]+/[\\w.+-]+', maxLength: 256, description: 'a MIME type' }),
    data: Type.String(BASE64),
    filename: Type.Optional(Name),
  },
  strict,
);

const MediaPath = Type.Object({ id: Digits });

export function mediaControlRoutes(app: FastifyInstance, phones: Phones, media: MediaStore): void {
  app.post<{ Body: Static<typeof NewFile> }>(
    '/media',
    { schema: { body: NewFile }, bodyLimit: Math.ceil(LARGEST_BYTES * 1.4) },
    ({ body: { data, phoneNumberId, mimeType, filename } }, reply) => {
      if (!phones.find(phoneNumberId)) return complain(reply, 400, unknownPhone(phoneNumberId));
      const bytes = Buffer.from(data, 'base64');
      const stored = media.put({ phoneNumberId, mimeType, filename, bytes, origin: 'inbound' });
      return stored
        ? reply.code(201).send(shown(stored))
        : complain(reply, 400, 'There is no room for this file.');
    },
  );
  app.get('/media', (_request, reply) => reply.send(media.summary()));
  app.get<{ Params: Static<typeof MediaPath> }>(
    '/media/:id',
    { schema: { params: MediaPath } },
    ({ params: { id } }, reply) => {
      const found = media.find(id);
      return found ? reply.send(shown(found)) : complain(reply, 404, `There is no file ${id}.`);
    },
  );
  app.delete('/media', (_request, reply) => {
    media.clear();
    return reply.code(204).send();
  });
}

function shown({ bytes, createdAt, ...rest }: StoredMedia): object {
  return { ...rest, sizeBytes: bytes.length, createdAt: new Date(createdAt).toISOString() };
}
