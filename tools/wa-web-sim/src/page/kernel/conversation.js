define('sim/conversation', (require) => {
  const { createWid } = require('WAWebWidFactory');
  const { Msg, Chat, Contact } = require('WAWebCollections');
  const MsgKey = require('WAWebMsgKey');

  const LISTEN_TIMEOUT_MS = 5_000;

  function chatOf(wid) {
    return Chat.get(wid) ?? Chat.add(new Chat.modelClass({ id: wid }), { silent: true });
  }

  /** The attributes of a message model, from the form in which server and page exchange it. */
  function attributesFrom(message) {
    const me = require('WAWebUserPrefsMeUser').getMaybeMePnUser();
    const chat = createWid(message.chat);
    const writer = message.participant && createWid(message.participant);
    return {
      id: MsgKey.fromString(message.id),
      ack: message.ack,
      body: message.body,
      type: message.type,
      t: message.t,
      from: message.fromMe ? me : chat,
      to: message.fromMe ? chat : me,
      ...(writer && { author: writer, participant: writer }),
      ...(message.notifyName && { notifyName: message.notifyName }),
      self: message.fromMe ? 'out' : 'in',
    };
  }

  function wireFrom(msg) {
    return {
      id: msg.id._serialized,
      key: msg.id.id,
      fromMe: true,
      chat: msg.to._serialized,
      ...(msg.id.participant && { participant: msg.id.participant._serialized }),
      type: msg.type,
      body: msg.body ?? '',
      t: msg.t,
      ack: msg.ack,
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

  /** Puts a message of the past into the collections, raising no event. */
  function recall(message) {
    const known = Msg.get(message.id);
    if (known) {
      raiseAck(known, message.ack);
      return known;
    }
    return place(new Msg.modelClass(attributesFrom(message)), { silent: true });
  }

  function raiseAck(msg, ack) {
    const moves = ack === -1 ? msg.ack === 0 : ack > msg.ack;
    if (moves) msg.set({ ack });
  }

  /** A message that arrives now, from outside or from another browser of the same phone. */
  function receive(message) {
    if (message.notifyName) Contact.learn(createWid(message.participant ?? message.chat), message.notifyName);
    const fresh = !Msg.get(message.id);
    const msg = place(new Msg.modelClass({ ...attributesFrom(message), isNewMsg: true }), { silent: false });
    if (!fresh || message.fromMe) return;
    const chat = chatOf(createWid(msg.id.remote));
    chat.set({ unreadCount: chat.unreadCount + 1 });
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
