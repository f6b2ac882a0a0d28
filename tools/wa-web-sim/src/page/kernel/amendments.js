define('sim/amendments', (require) => {
  const { Msg, Chat } = require('WAWebCollections');
  const codec = require('sim/codec');

  const KINDS = ['reaction', 'poll_update', 'protocol'];

  function edit(msg, message) {
    const latestEditSenderTimestampMs = message.data.latestEditSenderTimestampMs;
    Object.assign(msg, { latestEditMsgKey: codec.decode({ $key: message.id }), latestEditSenderTimestampMs });
    msg.set(msg.directPath ? { caption: message.body } : { body: message.body });
  }

  function revoke(msg, message) {
    const { id } = require('WAWebMsgKey').fromString(message.id);
    for (const name of ['caption', 'directPath', 'mediaData', 'vcardList', 'pollName', 'quotedMsg'])
      delete msg[name];
    Object.assign(msg, {
      body: undefined,
      protocolMessageKey: msg.id,
      subtype: message.data.subtype,
      revokeKey: id,
    });
    msg.set({ type: 'revoked' });
  }

  function remove(msg) {
    Chat.get(msg.id.remote)?.msgs.remove(msg.id);
    Msg.remove(msg.id);
  }

  const changes = { message_edit: edit, revoke, delete_for_me: remove };

  async function change(message) {
    const key = message.data.protocolMessageKey.$key;
    const { messages } = await Msg.getMessagesById([key]);
    if (messages[0]) changes[message.data.protocolType]?.(messages[0], message);
  }

  function react(message) {
    const row = require('sim/addons').reactionRow(message);
    require('WAWebAddonReactionTableMode').reactionTableMode.bulkUpsert([row]);
  }

  function vote(message) {
    const row = require('sim/addons').voteRow(message);
    require('WAWebAddonPollVoteTableMode').pollVoteTableMode.bulkUpsert([row]);
  }

  function apply(message) {
    if (message.type === 'reaction') return react(message);
    if (message.type === 'poll_update') return vote(message);
    return change(message);
  }

  /** Builds a message of our own that changes `target`; it has a key of its own. */
  async function about(target, { type, body = '', data }) {
    const MsgKey = require('WAWebMsgKey');
    const { getMaybeMeLidUser, getMaybeMePnUser } = require('WAWebUserPrefsMeUser');
    const to = target.id.remote;
    const byLid = Chat.get(to)?.groupMetadata?.isLidAddressingMode ?? to.isLid();
    const me = byLid ? getMaybeMeLidUser() : getMaybeMePnUser();
    const participant = to.isGroup() ? me : undefined;
    const id = await MsgKey.newId();
    const key = new MsgKey({ from: me, to, id, participant, selfDir: 'out' });
    return {
      ...{
        id: key.toString(),
        key: id,
        fromMe: true,
        chat: to.toString(),
        type,
        body,
        data: codec.encode(data),
      },
      ...(participant && { participant: participant.toString() }),
      ...{ t: Math.floor(Date.now() / 1000), ack: 0 },
    };
  }

  return {
    isAmendment: ({ type }) => KINDS.includes(type),
    apply,
    remove,
    /** Sends a change of `target` and shows it once the server has taken it. */
    async send(target, change) {
      const message = await about(target, change);
      const result = await require('sim/outbox').send(message);
      if (result.messageSendResult === 'OK') await apply(message);
      return result;
    },
  };
});
