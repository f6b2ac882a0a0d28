import type { Static } from 'typebox';
import type { CustomerBody } from '../schemas/sandbox.ts';

type Said = Static<typeof CustomerBody>;

/** A message of ours, as the provider knows it. */
export type KeyOf = (messageId: string) => Promise<string>;

/** What a customer says, as `POST /sim/inbound` of Graph's simulator takes it. */
export async function forGraph(said: Said, phoneNumberId: string, keyOf: KeyOf): Promise<object> {
  const { from, name, message, media, button, reaction, quotedMessageId } = said;
  const head = {
    phoneNumberId,
    from,
    ...(name === undefined ? {} : { name }),
    ...(quotedMessageId === undefined ? {} : { context: { id: await keyOf(quotedMessageId) } }),
  };
  if (message !== undefined) return { ...head, type: 'text', text: message };
  if (button)
    return { ...head, type: 'interactive', interactive: { type: 'button_reply', button_reply: button } };
  if (reaction) {
    const { messageId, emoji } = reaction;
    return { ...head, type: 'reaction', reaction: { message_id: await keyOf(messageId), emoji } };
  }
  const { data, mimeType, caption, filename, voice } = media as NonNullable<Said['media']>;
  const type = /^(image|video|audio)\//.exec(mimeType)?.[1] ?? 'document';
  const file = {
    data,
    mime_type: mimeType,
    ...(caption === undefined || type === 'audio' ? {} : { caption }),
    ...(filename === undefined || type !== 'document' ? {} : { filename }),
    ...(type === 'audio' && voice ? { voice: true } : {}),
  };
  return { ...head, type, [type]: file };
}

/** The same, as WhatsApp Web's simulator takes it. */
export async function forWeb(said: Said, phone: string, keyOf: KeyOf): Promise<object> {
  const { from, name, message, media, button, reaction, quotedMessageId } = said;
  const head = {
    phone,
    from,
    ...(name === undefined ? {} : { pushName: name }),
    ...(quotedMessageId === undefined ? {} : { quoted: await keyOf(quotedMessageId) }),
  };
  if (message !== undefined) return { ...head, text: message };
  if (button) return { ...head, button: { id: button.id, text: button.title } };
  if (reaction) return { ...head, reaction: { key: await keyOf(reaction.messageId), emoji: reaction.emoji } };
  const { data, mimeType, caption, filename, voice } = media as NonNullable<Said['media']>;
  return {
    ...head,
    ...(voice ? { type: 'ptt' } : {}),
    media: {
      data,
      mimetype: mimeType,
      ...(caption === undefined ? {} : { caption }),
      ...(filename === undefined ? {} : { filename }),
    },
  };
}
