define('sim/conversation', (require) => {
  const { createWid } = require('WAWebWidFactory');
  const { Msg, Chat, Contact } = require('WAWebCollections');
  const MsgKey = require('WAWebMsgKey');
  const codec = require('sim/codec');

  const LISTEN_TIMEOUT_MS = 5_000;

  /** The chat or channel at this address. */
  function chatOf(wid) {
    if (wid.isNewsletter()) {
      const { WAWebNewsletterCollection: channels } = require('WAWebCollections');
      return channels.get(wid) ?? channels.add(new channels.modelClass({ id: wid }));
    }
    return Chat.get(wid) ?? Chat.add(new Chat.modelClass({ id: wid }), { silent: true });
  }

  /** The attributes of a message model, from the form in which server and page exchange it. */
  function attributesFrom(message) {
    const { getMaybeMeLidUser, getMaybeMePnUser } = require('WAWebUserPrefsMeUser');
    const chat = createWid(message.chat);
    const me = chat.isLid() ? getMaybeMeLidUser() : getMaybeMePnUser();
    const writer = message.participant && createWid(message.participant);
    return {
      ...codec.decode(message.data ?? {}),
      id: MsgKey.fromString(message.id),
      ack: message.ack,
      body: message.body,
      type: message.type,
      t: message.t,
      from: message.fromMe ? me : chat,
      to: message.fromMe ? chat : me,
      ...(writer && { author: writer, participant: writer }),
      ...(message.notifyName && { notifyName: message.notifyName }),
      ...(message.reactions?.length && { hasReaction: true }),
      self: message.fromMe ? 'out' : 'in',
    };
  }

  /** The form of a message of our own in which the server gets it. */
  function wireFrom(msg) {
    const data = codec.carried(msg);
    return {
      id: msg.id.toString(),
      key: msg.id.id,
      fromMe: true,
      chat: msg.to.toString(),
      ...(msg.id.participant && { participant: msg.id.participant.toString() }),
      type: msg.type,
      body: msg.body ?? '',
      t: msg.t,
      ack: msg.ack,
      ...(Object.keys(data).length > 0 && { data }),
    };
  }

  function place(msg, { silent }) {
    const chat = chatOf(createWid(msg.id.remote));
    const held = Msg.add(msg, { silent });
    if (held !== msg) return held;
    chat.msgs.add(msg, { silent: true });
    chat.set({ t: Math.max(chat.t ?? 0, msg.t), lastReceivedKey: msg.id });
    return held;
  }

  function learnAliases({ aliases = {} }) {
    for (const [lid, pn] of Object.entries(aliases)) require('sim/aliases').learn(lid, pn);
  }

  /** Puts a message of the past into the collections, raising no event. */
  function recall(message) {
    learnAliases(message);
    const known = Msg.get(message.id);
    if (known) {
      raiseAck(known, message.ack);
      return known;
    }
    const msg = place(new Msg.modelClass(attributesFrom(message)), { silent: true });
    require('sim/addons').recall(msg, message);
    return msg;
  }

  function raiseAck(msg, ack) {
    const moves = ack === -1 ? msg.ack === 0 : ack > msg.ack;
    if (moves) msg.set({ ack });
  }

  /** A message that could be read only now takes the place of the one that could not. */
  function unseal(msg, attributes) {
    const { type, ...rest } = attributes;
    Object.assign(msg, rest);
    msg.resolveMedia();
    msg.set({ type });
  }

  function countUnread(msg) {
    const chat = chatOf(createWid(msg.id.remote));
    if (!msg.isNotification) chat.set({ unreadCount: Math.max(chat.unreadCount, 0) + 1 });
  }

  /** A message that arrives now, from outside or from another browser of the same phone. */
  function receive(message) {
    learnAliases(message);
    const amendments = require('sim/amendments');
    if (amendments.isAmendment(message)) return amendments.apply(message);
    if (message.notifyName) Contact.learn(createWid(message.participant ?? message.chat), message.notifyName);
    const known = Msg.get(message.id);
    if (known?.type === 'ciphertext') return unseal(known, attributesFrom(message));
    if (known) return undefined;
    const msg = place(new Msg.modelClass({ ...attributesFrom(message), isNewMsg: true }), { silent: false });
    if (!message.fromMe) countUnread(msg);
    return msg;
  }

  let heard;

  return {
    chatOf,
    wireFrom,
    recall,
    receive,
    place,
    raiseAck,
    /** Resolves when a program listens for messages, or when it is plain that none will. */
    listened() {
      heard ??= Msg.listenedTo('add', LISTEN_TIMEOUT_MS);
      return heard;
    },
  };
});
