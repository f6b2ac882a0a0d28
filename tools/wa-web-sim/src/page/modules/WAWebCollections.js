define('WAWebCollections', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');
  const ChannelCollection = require('sim/ChannelCollection');
  const ChatCollection = require('sim/ChatCollection');
  const ContactCollection = require('sim/ContactCollection');
  const LabelCollection = require('sim/LabelCollection');
  const MsgCollection = require('sim/MsgCollection');
  const ProfilePicThumbCollection = require('sim/ProfilePicThumbCollection');
  const ReactionsCollection = require('sim/ReactionsCollection');
  const StatusCollection = require('sim/StatusCollection');

  /** What there is to know about groups and channels comes by itself, so there is nothing to fetch. */
  class MetadataCollection extends Collection {
    async update(wid) {
      return this.get(wid);
    }
  }

  class BusinessProfileCollection extends Collection {
    async find(id) {
      return this.get(id) ?? this.add(new Model({ id }));
    }
  }

  return {
    Msg: new MsgCollection(),
    Chat: new ChatCollection(),
    Contact: new ContactCollection(),
    GroupMetadata: new MetadataCollection(Model),
    Blocklist: new Collection(Model),
    BusinessProfile: new BusinessProfileCollection(Model),
    Label: new LabelCollection(),
    ProfilePicThumb: new ProfilePicThumbCollection(),
    Reactions: new ReactionsCollection(),
    Status: new StatusCollection(),
    WAWebNewsletterCollection: new ChannelCollection(),
    NewsletterMetadataCollection: new MetadataCollection(Model),
  };
});
