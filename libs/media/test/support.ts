import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { openMedia, type MediaFiles } from '@watertight/media';

export interface Opened {
  files: MediaFiles;
  dir: string;
  /** Keys that hold bytes now. */
  keys(): Promise<string[]>;
  close(): Promise<void>;
}

export const tempDir = () => mkdtemp(join(tmpdir(), 'watertight-media-'));

export async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A port on which nothing listens. */
export async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const removeDir = (dir: string) => rm(dir, { recursive: true, force: true });

export { openMedia };

/** The smallest files that are what they say. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** A RIFF header with the flags of an extended WebP. */
export function webp(animated: boolean): Buffer {
  const head = Buffer.alloc(64);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(56, 4);
  head.write('WEBPVP8X', 8, 'latin1');
  head.writeUInt32LE(10, 16);
  head[20] = animated ? 0b10 : 0;
  return head;
}
