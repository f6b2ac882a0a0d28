import type { FastifyInstance } from 'fastify';
import type { BehaviourBook } from './behaviour.ts';
import type { Devices } from './devices.ts';
import { type MediaStore, pathOf } from './media.ts';

export interface MediaDeps {
  media: MediaStore;
  devices: Devices;
  behaviour: BehaviourBook;
}

/** WhatsApp's bound for documents is 2 GB; the simulator's is what a test needs. */
const UPLOAD_MAX_BYTES = 128 * 1024 * 1024;
/** A hanging upload ends by itself after this time, so that nothing is held for ever. */
const HANG_MAX_MS = 600_000;

interface PageHeaders {
  'x-device'?: string;
  'x-mimetype'?: string;
}

/** The part of WhatsApp where pages upload and download the bytes of media. */
export function addMediaRoutes(app: FastifyInstance, { media, devices, behaviour }: MediaDeps): void {
  const waits = new Set<() => void>();

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        waits.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      waits.add(done);
    });
  }

  const faultsOf = (device: string | undefined) => behaviour.faultsOf(devices.get(device ?? '')?.phone ?? '');

  app.addHook('preClose', async () => {
    for (const done of [...waits]) done();
  });
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: UPLOAD_MAX_BYTES },
    (_request, body, done) => done(null, body),
  );

  app.post<{ Body: Buffer; Headers: PageHeaders }>(
    '/mms/upload',
    { bodyLimit: UPLOAD_MAX_BYTES },
    async (request, reply) => {
      const { 'x-device': device, 'x-mimetype': mimetype = 'application/octet-stream' } = request.headers;
      if (!devices.get(device ?? ''))
        return reply.code(401).send({ error: 'Only a linked browser may upload.' });
      const { uploadFails, uploadHangs, uploadMs } = faultsOf(device);
      await pause(uploadHangs ? HANG_MAX_MS : uploadMs);
      if (uploadFails || uploadHangs) return reply.code(507).send({ error: 'The upload was told to fail.' });
      const item = await media.put(request.body, { mimetype });
      return { directPath: pathOf(item), sha256: item.sha256 };
    },
  );

  app.get<{ Params: { id: string }; Headers: PageHeaders }>('/mms/d/:id', async (request, reply) => {
    const item = media.find(request.params.id);
    const { mediaExpired, downloadMs } = faultsOf(request.headers['x-device']);
    await pause(Math.max(downloadMs, item?.downloadMs ?? 0));
    const bytes = item?.state === 'there' && !mediaExpired ? await media.bytes(item.sha256) : undefined;
    if (!item || !bytes)
      return reply.code(404).send({ error: 'This medium is not on the server (any more).' });
    return reply.type(item.mimetype).header('cache-control', 'no-store').send(bytes);
  });
}
