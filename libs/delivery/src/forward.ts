import {
  CodedError,
  isMediaType,
  mediaFault,
  type ConnectionType,
  type ContentMarks,
  type MediaContent,
  type Message,
  type MessageContent,
  type SendableType,
} from '@watertight/core';

/** What a message says, as somebody else's: what to send, or why it cannot be forwarded. */
export type Forwarded =
  { kind: 'content'; type: SendableType; content: MessageContent } | { kind: 'refused'; detail: string };

const PLAIN: readonly SendableType[] = ['text', 'location', 'contact', 'poll'];

export function forwarded({ type, content, revokedAt }: Message): Forwarded {
  if (revokedAt) return refuse('The message was deleted.');
  const sendable = type as SendableType;
  if (PLAIN.includes(sendable)) return mark(sendable, content);
  if (!isMediaType(type)) return refuse(`A message of type ${type} cannot be forwarded.`);
  const { mediaError: _, ...media } = content as MediaContent;
  if (media.viewOnce) return refuse('The message is to be seen once.');
  return media.media ? mark(type, media) : refuse('Its file could not be fetched.');
}

function mark(type: SendableType, content: MessageContent): Forwarded {
  const { forwarded: times = 0 } = content as ContentMarks;
  return { kind: 'content', type, content: { ...content, forwarded: times + 1 } };
}

/**
 * Refuses a file that the channel which is to send it does not take: it may have come through the other one.
 * @throws CodedError MEDIA_TOO_LARGE, MEDIA_TYPE_INVALID
 */
export function assertCarries(
  connectionType: ConnectionType,
  type: SendableType,
  content: MessageContent,
): void {
  const { media, animated = false } = content as Partial<MediaContent>;
  if (!isMediaType(type) || !media) return;
  const fault = mediaFault(connectionType, type, { ...media, animated });
  if (fault) throw new CodedError(fault.code, fault.detail);
}

const refuse = (detail: string): Forwarded => ({ kind: 'refused', detail });
