define('WAWebContactProfilePicThumbBridge', (require) => {
  function change(wid, picture) {
    const { ask } = require('sim/link');
    return wid.isGroup()
      ? ask.call(require('sim/link'), 'group-picture', { group: wid.toString(), picture })
      : ask.call(require('sim/link'), 'profile', { picture });
  }

  return {
    async requestProfilePicFromServer({ id }) {
      const thumb = await require('WAWebCollections').ProfilePicThumb.find(id);
      return thumb.eurl ? { eurl: thumb.eurl, tag: thumb.img } : undefined;
    },
    async sendSetPicture(wid, _thumbnail, picture) {
      await change(wid, picture);
      return { status: 200 };
    },
    async requestDeletePicture(wid) {
      await change(wid, null);
      return { status: 200 };
    },
  };
});
