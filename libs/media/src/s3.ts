import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Blobs, S3Settings } from './blobs.ts';

const CONNECT_MS = 3000;
/** For the first byte of an answer, and of silence on a connection. */
const SILENCE_MS = 15_000;
/** A removal runs within a transaction, which the database ends after ten seconds of silence. */
const REMOVE_MS = 8000;
const PLACE_MS = 120_000;
const MAX_CONNECTIONS = 64;
/** Of one file: parts of 8 MiB, two at a time, are what it holds in memory. */
const PART_BYTES = 8 * 1024 * 1024;
const PARALLEL_PARTS = 2;

/**
 * Bytes as objects in a bucket of any server that speaks S3. The client is large: it is loaded here and not above,
 * so that processes without a bucket do without it.
 */
export async function s3Blobs({ bucket, region, endpoint, credentials }: S3Settings): Promise<Blobs> {
  const [
    { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, S3Client },
    { Upload },
    { NodeHttpHandler },
  ] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('@aws-sdk/lib-storage'),
    import('@smithy/node-http-handler'),
  ]);
  const client = new S3Client({
    region,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(credentials ? { credentials } : {}),
    maxAttempts: 3,
    // Not every server knows the checksums that Amazon's client would add.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: new NodeHttpHandler({
      connectionTimeout: CONNECT_MS,
      requestTimeout: SILENCE_MS,
      throwOnRequestTimeout: true,
      socketTimeout: SILENCE_MS,
      httpAgent: { maxSockets: MAX_CONNECTIONS },
      httpsAgent: { maxSockets: MAX_CONNECTIONS },
    }),
  });

  const sizeOf = async (storageKey: string, abortSignal: AbortSignal): Promise<number | null> => {
    const command = new HeadObjectCommand({ Bucket: bucket, Key: storageKey });
    const head = await client.send(command, { abortSignal }).catch(absent);
    return head?.ContentLength ?? null;
  };

  const upload = async (storageKey: string, path: string, signal: AbortSignal): Promise<void> => {
    const file = createReadStream(path);
    const running = new Upload({
      client,
      params: { Bucket: bucket, Key: storageKey, Body: file, ContentType: 'application/octet-stream' },
      partSize: PART_BYTES,
      queueSize: PARALLEL_PARTS,
    });
    const abort = () => void running.abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      await running.done();
    } finally {
      signal.removeEventListener('abort', abort);
      file.destroy();
    }
  };

  return {
    async place(storageKey, path, sizeBytes, outer) {
      const signal = within(PLACE_MS, outer);
      if ((await sizeOf(storageKey, signal)) !== sizeBytes) await upload(storageKey, path, signal);
    },
    async open(storageKey, range, signal) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: storageKey,
        ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}),
      });
      const found = await client.send(command, signal ? { abortSignal: signal } : {}).catch(absent);
      return found && { stream: found.Body as Readable, sizeBytes: wholeSize(found) };
    },
    async remove(storageKey) {
      const command = new DeleteObjectCommand({ Bucket: bucket, Key: storageKey });
      await client.send(command, { abortSignal: within(REMOVE_MS) }).catch(absent);
    },
    close: () => client.destroy(),
  };
}

const within = (ms: number, outer?: AbortSignal): AbortSignal =>
  outer ? AbortSignal.any([outer, AbortSignal.timeout(ms)]) : AbortSignal.timeout(ms);

/** Of a part, the size of the whole stands behind the slash. */
function wholeSize({ ContentRange: range, ContentLength: length }: GetObjectCommandOutput): number {
  return range ? Number(range.split('/')[1]) : (length ?? 0);
}

function absent(error: unknown): null {
  if (error instanceof Error && ['NotFound', 'NoSuchKey'].includes(error.name)) return null;
  throw error;
}
