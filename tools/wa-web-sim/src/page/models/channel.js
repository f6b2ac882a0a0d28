define('sim/ChannelCollection', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');

  class ChannelModel extends Model {
    constructor({ id }) {
      super({ id, unreadCount: 0, t: 0, archive: false, muteExpiration: 0 });
      this.mute = new Model({ expiration: 0 });
      this.newsletterMetadata = new Model({ id, membershipType: 'guest' });
      Object.defineProperty(this, 'msgs', { value: new Collection(Model), enumerable: false });
    }

    get formattedTitle() {
      return this.name;
    }

    serialize() {
      return { ...super.serialize(), msgs: this.lastReceivedKey ? [{ id: this.lastReceivedKey }] : [] };
    }
  }

  class ChannelCollection extends Collection {
    constructor() {
      super(ChannelModel);
    }
  }
  return ChannelCollection;
});
