import {
  fileNameOf,
  mediaFault,
  type ClaimedMessage,
  type MediaContent,
  type MediaRef,
  type MediaType,
} from '@watertight/core';
import { given, refused, unsupported, type NeededFile, type Outline, type Refused } from './outline.ts';

const CAPTIONED: ReadonlySet<MediaType> = new Set(['image', 'video', 'document']);

/** A message that is a file. What WhatsApp would show otherwise than it was meant is refused. */
export function mediaOutline(message: ClaimedMessage): Outline | Refused {
  const type = message.type as MediaType;
  const { media, caption, viewOnce, animated } = message.content as MediaContent;
  if (!media) return refused('MEDIA_NOT_FOUND', 'The message has no file.');
  if (viewOnce) return unsupported('The Cloud API sends nothing that can be seen only once.');
  if (caption && !CAPTIONED.has(type)) return unsupported(`The Cloud API sends no caption with ${type}.`);
  const fault = limitFault({ as: type, ref: media }, animated);
  if (fault) return fault;
  return {
    type: type === 'voice' ? 'audio' : type,
    files: [{ as: type, ref: media }],
    object: (ids) => ({ id: ids.get(media.mediaId), ...given({ caption }), ...extras(type, media) }),
  };
}

function extras(type: MediaType, ref: MediaRef): object {
  if (type === 'voice') return { voice: true };
  return type === 'document' ? { filename: fileNameOf(ref) } : {};
}

/** What Meta would refuse is not uploaded first. Whether a sticker moves was looked at when it was taken in. */
export function limitFault({ as, ref }: NeededFile, animated = true): Refused | null {
  const fault = mediaFault('meta', as, { ...ref, animated });
  return fault && refused(fault.code, fault.detail);
}
