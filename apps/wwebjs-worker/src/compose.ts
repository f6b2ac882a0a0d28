import {
  isMediaType,
  mediaFault,
  sha256Hex,
  type ClaimedMessage,
  type ContactContent,
  type ErrorCode,
  type LocationContent,
  type MediaContent,
  type MediaRef,
  type MediaType,
  type PollContent,
  type ReactionContent,
  type TextContent,
} from '@watertight/core';
import { interactiveText } from './interactive.ts';
import type { FileOrder } from './page/send.ts';
import { writeCard } from './vcard.ts';

/** What is to be sent, in the words of WhatsApp's page. */
export interface Composed {
  body: string;
  /** Fields of WhatsApp's message model. */
  attributes: Record<string, unknown>;
  file: { ref: MediaRef; as: FileOrder['as'] } | null;
  reaction: { messageId: string; emoji: string } | null;
  linkPreview: boolean;
}

/** Why a message cannot be sent from here, whatever the phone's state. */
export interface NotComposed {
  code: ErrorCode;
  detail: string;
}

type Composer = (message: ClaimedMessage) => Composed | NotComposed;

const composed = (fields: Partial<Composed>): Composed => ({
  body: '',
  attributes: {},
  file: null,
  reaction: null,
  linkPreview: false,
  ...fields,
});

/** Turns the content of a message into what the page is to be asked for. Pure. */
export function compose(message: ClaimedMessage): Composed | NotComposed {
  const composer = COMPOSERS[message.type as string];
  if (!composer) return unsupported(`WhatsApp Web cannot send ${message.type}.`);
  const isChannel = message.chatId.endsWith('@newsletter');
  if (isChannel && message.type !== 'text' && message.type !== 'poll')
    return unsupported('In a WhatsApp channel only texts and polls can be sent.');
  const result = read(composer, message);
  if ('code' in result) return result;
  return { ...result, attributes: { ...result.attributes, ...forwardMark(message) } };
}

/** The API has looked at the content; a row that somebody wrote by other means must not be sent by halves. */
function read(composer: Composer, message: ClaimedMessage): Composed | NotComposed {
  try {
    return composer(message);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return {
      code: 'VALIDATION_FAILED',
      detail: `The content of the message is not that of a ${message.type}.`,
    };
  }
}

const unsupported = (detail: string): NotComposed => ({ code: 'UNSUPPORTED_ON_CHANNEL', detail });

const media: Composer = (message) => {
  const type = message.type as MediaType;
  const content = message.content as MediaContent;
  const ref = content.media;
  if (!ref) return { code: 'MEDIA_NOT_FOUND', detail: 'The message has no file.' };
  const fault = mediaFault('wwebjs', type, { ...ref, animated: content.animated ?? false });
  if (fault) return fault;
  const attributes = {
    ...(content.caption && type !== 'sticker' ? { caption: content.caption, isCaptionByUser: true } : {}),
    ...(content.viewOnce ? { isViewOnce: true } : {}),
    ...(type === 'sticker' && content.animated ? { isAnimated: true } : {}),
  };
  return composed({ attributes, file: { ref, as: shapeOf(type, content) } });
};

function shapeOf(type: MediaType, { gif }: MediaContent): FileOrder['as'] {
  if (type === 'video') return gif ? 'gif' : 'media';
  return type === 'image' || type === 'audio' ? 'media' : type;
}

const COMPOSERS: Readonly<Record<string, Composer>> = {
  text: ({ content }) => {
    const { text, linkPreview } = content as TextContent;
    return composed({ body: text, linkPreview: linkPreview !== false });
  },
  image: media,
  video: media,
  audio: media,
  voice: media,
  document: media,
  sticker: media,
  location: ({ content }) => {
    const { latitude, longitude, name, address, url } = content as LocationContent;
    const loc = [name, address].filter(Boolean).join('\n') || url;
    return composed({ attributes: { type: 'location', lat: latitude, lng: longitude, loc, clientUrl: url } });
  },
  contact: ({ content }) => {
    const cards = (content as ContactContent).contacts.map(writeCard);
    const [first] = cards;
    if (cards.length !== 1 || !first)
      return composed({ attributes: { type: 'multi_vcard', vcardList: cards, body: null } });
    const { displayName, vcard } = first;
    return composed({ attributes: { type: 'vcard', body: vcard, vcardFormattedName: displayName } });
  },
  poll: ({ id, content }) => {
    const { question, options, maxSelections } = content as PollContent;
    return composed({
      attributes: {
        kind: 'pollCreation',
        type: 'poll_creation',
        pollName: question,
        pollOptions: options.map((name, localId) => ({ name, localId })),
        pollSelectableOptionsCount: maxSelections >= options.length ? 0 : maxSelections,
        // Votes are read with it: a poll that is sent again under its key must have the secret it had.
        messageSecret: [...Buffer.from(sha256Hex(`poll ${id}`), 'hex')],
      },
    });
  },
  reaction: ({ content, quotedProviderMessageId }) => {
    if (quotedProviderMessageId === null)
      return {
        code: 'MESSAGE_NOT_FOUND',
        detail: 'The message that it reacts to was never sent or received.',
      };
    const { emoji } = content as ReactionContent;
    return composed({ reaction: { messageId: quotedProviderMessageId, emoji } });
  },
  interactive: ({ content }) => {
    const { interactive } = content as { interactive: Record<string, unknown> };
    const body = interactiveText(interactive);
    return body === null
      ? unsupported(
          `WhatsApp Web cannot send an interactive message of type ${String(interactive.type)} like this.`,
        )
      : composed({ body, linkPreview: interactive.type === 'cta_url' });
  },
};

function forwardMark({ type, content }: ClaimedMessage): Record<string, unknown> {
  const { forwarded } = content as { forwarded?: number };
  return forwarded && type !== 'reaction' ? { isForwarded: true, forwardingScore: forwarded } : {};
}

export const carriesFile = (message: ClaimedMessage): boolean => isMediaType(message.type);
