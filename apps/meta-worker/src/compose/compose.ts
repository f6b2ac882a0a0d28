import {
  isMediaType,
  type ClaimedMessage,
  type ContactContent,
  type InteractiveContent,
  type LocationContent,
  type ReactionContent,
  type SendableType,
  type TemplateContent,
  type TextContent,
} from '@watertight/core';
import { contactsOutline } from './contacts.ts';
import { mediaOutline } from './media.ts';
import { interactiveOutline, templateOutline } from './objects.ts';
import {
  given,
  isRefused,
  outline,
  refused,
  unsupported,
  type NeededFile,
  type Outline,
  type ProviderIds,
  type Refused,
} from './outline.ts';
import { recipientOf } from './recipient.ts';

export type Composed =
  | {
      kind: 'composed';
      /** What Meta has to have first. */
      files: NeededFile[];
      /** The body of `POST /{version}/{phone-number-id}/messages`; `ids` has one for each of the files. */
      body(ids: ProviderIds): string;
    }
  | Refused;

/**
 * What Graph is asked for a message, or why nothing is. Our message id rides along as `biz_opaque_callback_data`
 * and comes back in every status: the only evidence of a send whose answer was lost. Mentions and marks of
 * forwarding have no place in the Cloud API: the text goes out as it stands.
 */
export function compose(message: ClaimedMessage): Composed {
  const recipient = recipientOf(message.chatId, message.type);
  if (isRefused(recipient)) return recipient;
  const outlined = read(message);
  if (isRefused(outlined)) return outlined;
  const { type, files, object } = outlined;
  const body = (ids: ProviderIds): string =>
    JSON.stringify({
      messaging_product: 'whatsapp',
      ...recipient,
      type,
      ...contextOf(message),
      [type]: object(ids),
      biz_opaque_callback_data: message.id,
    });
  return { kind: 'composed', files, body };
}

/** A reaction names its message itself. */
const contextOf = ({ type, quotedProviderMessageId: quoted }: ClaimedMessage): object =>
  quoted === null || type === 'reaction' ? {} : { context: { message_id: quoted } };

/** The API has looked at the content; a row that somebody wrote by other means must not be sent by halves. */
function read(message: ClaimedMessage): Outline | Refused {
  try {
    return outlineOf(message);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refused('VALIDATION_FAILED', `The content of the message is not that of a ${message.type}.`);
  }
}

type Composer = (message: ClaimedMessage) => Outline | Refused;

function outlineOf(message: ClaimedMessage): Outline | Refused {
  if (isMediaType(message.type)) return mediaOutline(message);
  const composer = COMPOSERS[message.type];
  return composer ? composer(message) : unsupported(`The Cloud API cannot send ${message.type}.`);
}

const COMPOSERS: Readonly<Partial<Record<SendableType, Composer>>> = {
  text({ content }) {
    const { text, linkPreview } = content as TextContent;
    if (typeof text !== 'string') throw new TypeError('no text');
    return outline('text', { body: text, preview_url: linkPreview === true });
  },
  // Meta's place has no URL of its own.
  location({ content }) {
    const { latitude, longitude, name, address } = content as LocationContent;
    if (typeof latitude !== 'number' || typeof longitude !== 'number') throw new TypeError('no place');
    return outline('location', { latitude, longitude, ...given({ name, address }) });
  },
  contact: ({ content }) => contactsOutline(content as ContactContent),
  reaction({ content, quotedProviderMessageId: messageId }) {
    const { emoji } = content as ReactionContent;
    return messageId === null
      ? refused('MESSAGE_NOT_FOUND', 'The message that it reacts to was never sent or received.')
      : outline('reaction', { message_id: messageId, emoji });
  },
  interactive: ({ content }) => interactiveOutline(content as InteractiveContent),
  template: ({ content }) => templateOutline(content as TemplateContent),
};
