define('sim/ProfilePicThumbCollection', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');

  class ProfilePicThumb extends Model {
    /** One's own picture, and that of a group which one may change. */
    canSet() {
      const { getMaybeMePnUser } = require('WAWebUserPrefsMeUser');
      if (this.id.equals(getMaybeMePnUser())) return true;
      const chat = require('WAWebCollections').Chat.get(this.id);
      return Boolean(chat?.groupMetadata?.me() && (chat.iAmAdmin() || !chat.groupMetadata.restrict));
    }

    canDelete() {
      return this.canSet();
    }
  }

  class ProfilePicThumbCollection extends Collection {
    constructor() {
      super(ProfilePicThumb, { limit: 5_000 });
    }

    get(id) {
      if (id === undefined || id === null) return undefined;
      return super.get(id) ?? this.add(new ProfilePicThumb({ id: require('WAWebWidFactory').createWid(id) }));
    }

    async find(id) {
      const thumb = this.get(id);
      const picture = await require('sim/link').ask('picture', { wid: String(id) });
      const { origin } = require('sim/session');
      thumb.set({ img: picture ?? undefined, eurl: picture ? `${origin()}${picture}` : undefined });
      return thumb;
    }
  }
  return ProfilePicThumbCollection;
});
