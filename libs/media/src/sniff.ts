import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { storageFault } from './fault.ts';

/** What bytes say of themselves. */
export interface Sniffed {
  /** Undefined where bytes of this kind carry no mark (most texts). */
  sniffedType?: string | undefined;
  /** A WebP that moves. */
  animated: boolean;
}

/** So many bytes say whether a picture moves. */
export const HEAD_BYTES = 32;

export async function sniff(path: string): Promise<Sniffed> {
  const found = await fileTypeFromFile(path).catch(storageFault);
  const animated = found?.mime === 'image/webp' && movesAsWebp(await headOf(path).catch(storageFault));
  return { sniffedType: found?.mime, animated };
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The animation flag of an extended WebP (developers.google.com/speed/webp/docs/riff_container). */
export function movesAsWebp(head: Buffer): boolean {
  return head.subarray(12, 16).toString('latin1') === 'VP8X' && ((head[20] ?? 0) & 0b10) !== 0;
}
