define('sim/ChatCollection', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');

  class Mute extends Model {
    async mute({ expiration }) {
      this.set({ expiration });
    }

    async unmute() {
      this.set({ expiration: 0 });
    }
  }

  function groupMetadataFor(id) {
    const me = require('WAWebUserPrefsMeUser').getMaybeMePnUser();
    return new Model({
      id,
      subject: `Group ${id.user}`,
      creation: 0,
      owner: me,
      desc: '',
      announce: false,
      restrict: false,
      participants: me ? [{ id: me, isAdmin: true, isSuperAdmin: true }] : [],
    });
  }

  class ChatModel extends Model {
    constructor({ id }) {
      super({ id, unreadCount: 0, t: 0, archive: false, isLocked: false, muteExpiration: 0 });
      this.mute = new Mute({ expiration: 0 });
      if (id.isGroup()) this.groupMetadata = groupMetadataFor(id);
      Object.defineProperty(this, 'msgs', { value: new Collection(Model), enumerable: false });
    }

    get formattedTitle() {
      if (this.groupMetadata) return this.groupMetadata.subject;
      const contact = require('WAWebCollections').Contact.get(this.id);
      return contact?.pushname ?? `+${this.id.user}`;
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

    getModelsArray() {
      return super.getModelsArray().sort((a, b) => b.t - a.t);
    }
  }
  return ChatCollection;
});
