import { isMediaType, type InboundFile } from '@watertight/core';
import { firstText, type Fields } from '../json.ts';
import type { Mapped } from './content.ts';
import { idText, partOf, word } from './values.ts';

/** Meta keeps what arrives for so long. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** The file that a message names; null when it names none. `item.type` is the key of the object that does. */
export function fileOf(item: Fields, { type }: Mapped, at: Date): InboundFile | null {
  if (!isMediaType(type)) return null;
  const part = partOf(item);
  const ref = idText(part.id);
  if (ref === null) return null;
  return {
    ref,
    mimeType: word(part.mime_type),
    sha256: sha256Of(part.sha256),
    filename: firstText(part.filename)?.slice(0, 240) ?? null,
    goneAt: new Date(at.getTime() + KEPT_MS),
  };
}

/** Webhooks write it as base64, the media's own resource as hex. */
export function sha256Of(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (/^[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  const bytes = /^[A-Za-z0-9+/_-]{43}=?$/.test(value) ? Buffer.from(value, 'base64') : null;
  return bytes?.length === 32 ? bytes.toString('hex') : null;
}
