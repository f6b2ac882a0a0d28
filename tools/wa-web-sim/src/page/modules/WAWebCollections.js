define('WAWebCollections', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');
  const MsgCollection = require('sim/MsgCollection');
  const ContactCollection = require('sim/ContactCollection');
  const ReactionsCollection = require('sim/ReactionsCollection');
  const ChatCollection = require('sim/ChatCollection');

  class GroupMetadataCollection extends Collection {
    async update(wid) {
      return this.get(wid);
    }
  }

  return {
    Msg: new MsgCollection(),
    Chat: new ChatCollection(),
    Contact: new ContactCollection(),
    GroupMetadata: new GroupMetadataCollection(Model),
    Blocklist: new Collection(Model),
    BusinessProfile: new Collection(Model),
    Label: new Collection(Model),
    ProfilePicThumb: new Collection(Model),
    Reactions: new ReactionsCollection(),
    Status: new Collection(Model),
    WAWebNewsletterCollection: new Collection(Model),
  };
});
