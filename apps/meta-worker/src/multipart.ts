import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { GraphUpload } from './graph.ts';

export interface FilePart {
  name: string;
  filename: string;
  mimeType: string;
  sizeBytes: number;
  source: Readable;
}

/**
 * Fields and one file as `multipart/form-data` (RFC 7578), of a length that is known beforehand. The file is read as
 * the body is, and destroyed with it; a file of another length than it says breaks the request.
 */
export function multipart(fields: Readonly<Record<string, string>>, file: FilePart): GraphUpload {
  const boundary = `watertight-${randomUUID()}`;
  const part = (headers: string[], body = '') => `--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n${body}`;
  const texts = Object.entries(fields).map(([name, value]) => `${part([disposition({ name })], value)}\r\n`);
  const head = Buffer.from(
    texts.join('') + part([disposition(file), `Content-Type: ${inOneLine(file.mimeType)}`]),
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    sizeBytes: head.length + file.sizeBytes + tail.length,
    source: joined(head, file.source, tail),
  };
}

const disposition = ({ name, filename }: { name: string; filename?: string }): string =>
  `Content-Disposition: form-data; name="${quoted(name)}"` +
  (filename === undefined ? '' : `; filename="${quoted(filename)}"`);

/** As browsers do (WHATWG HTML, multipart/form-data encoding). */
const quoted = (text: string): string =>
  text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const inOneLine = (text: string): string => text.replaceAll(/[\r\n]/g, ' ');

function joined(head: Buffer, file: Readable, tail: Buffer): Readable {
  async function* parts() {
    yield head;
    yield* file;
    yield tail;
  }
  const whole = Readable.from(parts(), { objectMode: false });
  // Also a body that nobody has begun to read takes its file along.
  whole.once('close', () => file.destroy());
  file.on('error', (error: Error) => whole.destroy(error));
  return whole;
}
