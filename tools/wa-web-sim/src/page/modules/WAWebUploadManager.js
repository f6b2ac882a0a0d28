define('WAWebUploadManager', (require) => ({
  async encryptAndUpload({ blob, signal, mediaKey }) {
    const media = require('sim/media');
    const { directPath } = await media.upload(blob, { signal });
    const filehash = await media.sha256(blob);
    return {
      url: new URL(directPath, location.href).href,
      ...{ directPath, filehash, encFilehash: filehash, mediaKey, mimetype: blob.type },
      mediaKeyTimestamp: Math.floor(Date.now() / 1000),
    };
  },
}));
