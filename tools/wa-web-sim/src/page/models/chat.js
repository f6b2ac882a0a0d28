define('sim/ChatCollection', (require) => {
  const Collection = require('sim/Collection');
  const GroupMetadata = require('sim/GroupMetadata');
  const Model = require('sim/Model');

  /** Tells the server how the owner keeps this chat. */
  function keep(chat, action, flags, detail) {
    const id = chat.id.toString();
    return require('sim/link').ask('chat', { chat: id, action, flags, ...(detail && { detail }) });
  }

  class Mute extends Model {
    #chat;

    constructor(chat) {
      super({ expiration: 0 });
      this.#chat = chat;
    }

    async mute({ expiration }) {
      await keep(this.#chat, 'mute', { mutedUntil: expiration }, { until: expiration });
      this.#until(expiration);
    }

    async unmute() {
      await keep(this.#chat, 'unmute', { mutedUntil: 0 });
      this.#until(0);
    }

    #until(expiration) {
      this.set({ expiration });
      this.#chat.set({ muteExpiration: expiration });
    }
  }

  class ChatModel extends Model {
    constructor({ id }) {
      super({ id, unreadCount: 0, t: 0, archive: false, isLocked: false, muteExpiration: 0 });
      this.mute = new Mute(this);
      if (id.isGroup()) this.groupMetadata = new GroupMetadata(id);
      Object.defineProperty(this, 'msgs', { value: new Collection(Model), enumerable: false });
    }

    get formattedTitle() {
      if (this.groupMetadata) return this.groupMetadata.subject;
      const contact = require('WAWebCollections').Contact.get(this.id);
      return contact?.name ?? contact?.pushname ?? `+${this.id.user}`;
    }

    get name() {
      return this.formattedTitle;
    }

    iAmAdmin() {
      return Boolean(this.groupMetadata?.me()?.isAdmin);
    }

    async keep(action, flags, changes, detail) {
      await keep(this, action, flags, detail);
      this.set(changes);
    }

    serialize() {
      // Readers of a chat look whether it has messages and never at them, and some write the chat as JSON.
      return { ...super.serialize(), msgs: this.lastReceivedKey ? [{ id: this.lastReceivedKey }] : [] };
    }
  }

  class ChatCollection extends Collection {
    constructor() {
      super(ChatModel);
    }

    async find(id) {
      const wid = require('WAWebWidFactory').createWid(id);
      const { chat } = await require('WAWebFindChatAction').findOrCreateLatestChat(wid);
      return chat;
    }

    /** Pinned chats stand first, the others by their latest message. */
    getModelsArray() {
      return super.getModelsArray().sort((a, b) => (b.pin ?? 0) - (a.pin ?? 0) || b.t - a.t);
    }
  }
  return ChatCollection;
});
