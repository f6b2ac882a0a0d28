define('WAWebMediaMmsV4Upload', (require) => {
  async function uploadMedia({ mediaObject, mimetype }) {
    const media = require('sim/media');
    const blob = mediaObject.release();
    if (!blob) throw new Error('There are no bytes to upload for this medium.');
    const { directPath, sha256 } = await media.upload(
      blob.type ? blob : new Blob([blob], { type: mimetype }),
    );
    return {
      kind: 'success',
      mediaEntry: {
        mmsUrl: new URL(directPath, location.href).href,
        deprecatedMms3Url: new URL(directPath, location.href).href,
        directPath,
        mediaKey: media.randomKey(),
        mediaKeyTimestamp: Math.floor(Date.now() / 1000),
        encFilehash: mediaObject.filehash,
        uploadHash: mediaObject.filehash,
        handle: sha256,
      },
    };
  }

  return { uploadMedia, uploadUnencryptedMedia: uploadMedia };
});
