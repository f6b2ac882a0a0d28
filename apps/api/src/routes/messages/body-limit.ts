import { CodedError, isMediaType } from '@watertight/core';
import type { preParsingAsyncHookHandler } from 'fastify';
import { finished, Transform } from 'node:stream';

/** A send with a file in base64. */
export const MAX_MEDIA_BODY_BYTES = 32 * 1024 * 1024;
const MAX_BODY_BYTES = 1024 * 1024;
/** Large bodies that one process holds at once: each is in memory several times while it is read. */
const LARGE_AT_ONCE = 8;

/** Holds the bodies of sends to what their type may need, and the large ones to few at once. */
export function limitBody(): preParsingAsyncHookHandler {
  let large = 0;
  return async (request, reply, payload) => {
    const { type } = request.params as { type: string };
    // Node holds a body to the length that it announces; what announces none is counted.
    const announced = Number(request.headers['content-length'] ?? Infinity);
    if (!isMediaType(type)) {
      if (announced !== Infinity && announced > MAX_BODY_BYTES) throw tooLarge();
      return announced === Infinity ? payload.pipe(counting(MAX_BODY_BYTES)) : payload;
    }
    if (announced <= MAX_BODY_BYTES) return payload;
    if (large >= LARGE_AT_ONCE) throw new CodedError('MEDIA_BUSY', 'Too many large bodies are being read.');
    large++;
    finished(reply.raw, () => large--);
    return payload;
  };
}

const tooLarge = () =>
  new CodedError('PAYLOAD_TOO_LARGE', `The body of this type may have ${MAX_BODY_BYTES} bytes.`);

function counting(maxBytes: number): Transform {
  let sizeBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
}
