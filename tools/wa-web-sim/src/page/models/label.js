define('sim/LabelCollection', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');

  class LabelModel extends Model {
    /** What bears this label. */
    get labelItemCollection() {
      const chats = require('WAWebCollections').Chat.filter(({ labels }) => labels?.includes(this.id));
      const items = chats.map(({ id }) => ({
        labelId: this.id,
        parentType: 'Chat',
        parentId: id.toString(),
      }));
      return { getModelsArray: () => items };
    }
  }

  class LabelCollection extends Collection {
    constructor() {
      super(LabelModel);
    }

    async addOrRemoveLabels(actions, chats) {
      for (const chat of chats) {
        const labels = new Set(chat.labels ?? []);
        for (const { id, type } of actions) {
          if (type === 'add') labels.add(id);
          else labels.delete(id);
        }
        await chat.keep('label', { labels: [...labels] }, { labels: [...labels] }, { labels: [...labels] });
      }
    }
  }
  return LabelCollection;
});
