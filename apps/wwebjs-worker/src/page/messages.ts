import type { Kit, PageAnswer } from './kit.ts';

interface OneMessage {
  /** The whole serialised id. */
  messageId: string;
}

export async function editInPage(
  { messageId, text, mentions }: OneMessage & { text: string; mentions: string[] },
  kit: Kit,
): Promise<PageAnswer<null>> {
  const message = await kit.message(messageId);
  if (!message) return kit.refuse('no-message');
  const may = kit.load('WAWebMsgActionCapability');
  if (!may.canEditText(message) && !may.canEditCaption(message)) return kit.refuse('too-late');
  kit.begun = true;
  const mentionedJidList = mentions.map((id) => kit.wid(id));
  const end = await kit
    .load('WAWebSendMessageEditAction')
    .sendMessageEdit(message, text, { mentionedJidList });
  return kit.sent(end);
}

export async function deleteMessageInPage(
  { messageId, forEveryone, shownWithinMs }: OneMessage & { forEveryone: boolean; shownWithinMs: number },
  kit: Kit,
): Promise<PageAnswer<null>> {
  const message = await kit.message(messageId);
  if (!message) return kit.refuse('no-message');
  if (message.type === 'revoked' && forEveryone) return kit.done(null);
  const chat = await kit.chat(kit.idOf(message.id.remote));
  if (!chat) return kit.refuse('no-chat');
  const { Cmd } = kit.load('WAWebCmd');
  const list = { list: [message], type: 'message' as const };
  if (!forEveryone) {
    kit.begun = true;
    await Cmd.sendDeleteMsgs(chat, list, true);
    return kit.done(null);
  }
  const may = kit.load('WAWebMsgActionCapability');
  if (!may.canSenderRevokeMsg(message) && !may.canAdminRevokeMsg(message)) return kit.refuse('too-late');
  kit.begun = true;
  await Cmd.sendRevokeMsgs(chat, list, { clearMedia: true });
  // The call does not tell what the server said: the page shows the message as deleted when it agreed.
  const until = Date.now() + shownWithinMs;
  for (;;) {
    const shown = kit.load('WAWebCollections').Msg.get(messageId);
    if (!shown || shown.type === 'revoked') return kit.done(null);
    if (Date.now() > until) return { kind: 'fault', begun: true, detail: 'The page still shows the message' };
    await kit.pause(50);
  }
}
