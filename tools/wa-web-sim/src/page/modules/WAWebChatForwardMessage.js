define('WAWebChatForwardMessage', (require) => {
  const KEPT = [
    'body type caption mimetype filename size filehash encFilehash directPath mediaKey mediaKeyTimestamp isGif duration',
    'waveform width height loc lat lng clientUrl vcardFormattedName vcardList pollName pollOptions',
    'pollSelectableOptionsCount title description canonicalUrl matchedText thumbnail preview subtype',
  ]
    .join(' ')
    .split(' ');

  async function forward(chat, msg, includeCaption) {
    const MsgKey = require('WAWebMsgKey');
    const from = require('WAWebUserPrefsMeUser').getMaybeMePnUser();
    const participant = chat.id.isGroup() ? from : undefined;
    const id = new MsgKey({ from, to: chat.id, id: await MsgKey.newId(), participant, selfDir: 'out' });
    const kept = Object.fromEntries(
      KEPT.map((name) => [name, msg[name]]).filter(([, value]) => value !== undefined),
    );
    if (!includeCaption) delete kept.caption;
    const [, sent] = require('WAWebSendMsgChatAction').addAndSendMsgToChat(chat, {
      ...kept,
      ...{ id, ack: 0, from, to: chat.id, local: true, self: 'out', t: Math.floor(Date.now() / 1000) },
      ...{ isNewMsg: true, isForwarded: true, forwardingScore: (msg.forwardingScore ?? 0) + 1 },
    });
    return sent;
  }

  return {
    async forwardMessages({ chat, msgs, includeCaption }) {
      const results = [];
      for (const msg of msgs) {
        if (!msg) throw new Error('There is no message to forward.');
        results.push(await forward(chat, msg, includeCaption));
      }
      return results;
    },
  };
});
