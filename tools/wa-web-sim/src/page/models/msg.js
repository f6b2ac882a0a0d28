define('sim/MsgCollection', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');

  const LIMIT = 5_000;

  class MsgModel extends Model {
    get isNotification() {
      return false;
    }

    canReply() {
      return true;
    }

    /** What a reply to this message carries. */
    msgContextInfo() {
      return {
        quotedMsg: { type: this.type, body: this.body },
        quotedStanzaID: this.id.id,
        quotedParticipant: this.id.participant ?? this.from,
      };
    }
  }

  class MsgCollection extends Collection {
    constructor() {
      super(MsgModel, { limit: LIMIT });
    }

    /** Answers what this browser's phone remembers, also from before the page was loaded. */
    async getMessagesById(ids) {
      const { recall } = require('sim/conversation');
      const link = require('sim/link');
      const found = await Promise.all(
        ids.map(async (id) => {
          const serialized = id?._serialized ?? String(id);
          const held = this.get(serialized);
          if (held) return held;
          const message = await link.ask('message', { id: serialized });
          return message && recall(message);
        }),
      );
      return { messages: found.filter(Boolean) };
    }

    forgotten(msg) {
      require('WAWebCollections').Chat.get(msg.id.remote)?.msgs.remove(msg.id);
    }

    async search(query) {
      const messages = this.getModelsArray().filter(({ body }) => body?.includes(query));
      return { messages };
    }
  }
  return MsgCollection;
});
