define('sim/StatusCollection', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');

  const isOf = (msg, wid) => String(msg.author ?? msg.from) === String(wid);

  class StatusModel extends Model {
    get msgs() {
      const { Chat } = require('WAWebCollections');
      const all = Chat.get('status@broadcast')?.msgs.getModelsArray() ?? [];
      return all.filter((msg) => isOf(msg, this.id));
    }

    serialize() {
      const msgs = this.msgs.map((msg) => msg.serialize());
      return { ...super.serialize(), msgs, totalCount: msgs.length, unreadCount: 0, t: msgs.at(-1)?.t };
    }
  }

  /** The status updates of one person each. */
  class StatusCollection extends Collection {
    constructor() {
      super(StatusModel);
    }

    getModelsArray() {
      const { Chat } = require('WAWebCollections');
      const all = Chat.get('status@broadcast')?.msgs.getModelsArray() ?? [];
      const writers = new Map(all.map((msg) => [String(msg.author ?? msg.from), msg.author ?? msg.from]));
      return [...writers.values()].map((id) => new StatusModel({ id }));
    }

    get(id) {
      return this.getModelsArray().find((status) => String(status.id) === String(id));
    }

    async find(id) {
      const found = this.get(id);
      if (!found) throw new Error('There is no status of this person.');
      return found;
    }

    getMyStatus() {
      return this.get(require('WAWebUserPrefsMeUser').getMaybeMePnUser());
    }
  }
  return StatusCollection;
});
