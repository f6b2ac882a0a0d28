define('sim/MsgCollection', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');

  const LIMIT = 5_000;
  const NOTIFICATIONS = [
    'gp2',
    'e2e_notification',
    'notification',
    'notification_template',
    'newsletter_notification',
  ];
  const QUOTED = [
    'caption',
    'mimetype',
    'filename',
    'directPath',
    'filehash',
    'mediaKey',
    'size',
    'loc',
    'lat',
    'lng',
  ];

  class MsgModel extends Model {
    constructor(attributes) {
      super(attributes);
      this.resolveMedia();
    }

    /** Gives a message with media its state; what this page has uploaded itself is at hand. */
    resolveMedia() {
      if (!this.directPath || this.mediaData) return;
      const { type, mimetype, size, filehash } = this;
      const mediaStage = this.local ? 'RESOLVED' : 'NEED_POKE';
      this.mediaData = new Model({ type, mimetype, size, filehash, mediaStage });
    }

    get mediaObject() {
      return this.directPath ? require('WAWebMediaStorage').getOrCreateMediaObject(this.filehash) : undefined;
    }

    get isNotification() {
      return NOTIFICATIONS.includes(this.type);
    }

    get isMedia() {
      return Boolean(this.directPath);
    }

    canReply() {
      return !this.isNotification && this.type !== 'revoked' && this.ack >= 0;
    }

    /** What a reply to this message carries. */
    msgContextInfo() {
      const about = QUOTED.filter((name) => this[name] !== undefined).map((name) => [name, this[name]]);
      return {
        quotedMsg: { type: this.type, body: this.body, ...Object.fromEntries(about) },
        quotedStanzaID: this.id.id,
        quotedParticipant: this.author ?? this.from,
      };
    }

    avParams() {
      const { type, mimetype, size, duration, width, height, filehash } = this;
      return { type, mimetype, size, duration, width, height, filehash };
    }

    updateAck(ack) {
      require('sim/conversation').raiseAck(this, ack);
    }

    downloadMedia() {
      return require('sim/media').resolve(this);
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
          // The page's database says this of a key that is not there.
          if (id === undefined || id === null)
            throw new DOMException('No key or key range specified.', 'DataError');
          const held = this.get(id);
          if (held) return held;
          const message = await link.ask('message', { id: String(id) });
          return message && recall(message);
        }),
      );
      return { messages: found.filter(Boolean) };
    }

    forgotten(msg) {
      require('WAWebCollections').Chat.get(msg.id.remote)?.msgs.remove(msg.id);
    }

    async search(query, page = 1, count = 50, remote) {
      const matching = this.getModelsArray().filter(
        ({ id, body, caption }) =>
          (remote === undefined || String(id.remote) === String(remote)) &&
          (body?.includes(query) || caption?.includes(query)),
      );
      return { messages: matching.reverse().slice((page - 1) * count, page * count) };
    }
  }
  return MsgCollection;
});
