/** What the page does with a file before it is sent: its kind, its size in pixels, its thumbnail, its hash. */
define('WAWebPrepRawMedia', (require) => {
  const Model = require('sim/Model');

  const THUMBNAIL_PIXELS = 72;

  class MediaData extends Model {
    constructor(attributes, mediaBlob) {
      super(attributes);
      // A message takes over what is enumerable here, and it cannot carry a blob.
      Object.defineProperty(this, 'mediaBlob', { value: mediaBlob, writable: true, enumerable: false });
    }
  }

  function kindOf(mimetype, { asSticker, asDocument, isPtt }) {
    if (asDocument) return 'document';
    if (asSticker) return 'sticker';
    const [kind] = mimetype.split('/');
    if (kind === 'audio') return isPtt ? 'ptt' : 'audio';
    return kind === 'image' || kind === 'video' ? kind : 'document';
  }

  function thumbnailOf(bitmap) {
    const scale = Math.min(1, THUMBNAIL_PIXELS / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/jpeg', 0.5).split(',')[1];
  }

  /** Nothing for what is no picture; bytes that only say that they are one go out without a thumbnail. */
  async function pictureOf(blob, type) {
    if (type !== 'image' && type !== 'sticker') return {};
    try {
      const bitmap = await createImageBitmap(blob);
      const { width, height } = bitmap;
      const preview = thumbnailOf(bitmap);
      bitmap.close();
      return { width, height, preview };
    } catch (error) {
      console.warn(`No thumbnail: ${error}`);
      return {};
    }
  }

  async function prepare(opaque, params) {
    const blob = opaque.formData();
    const mimetype = blob.type || 'application/octet-stream';
    const type = kindOf(mimetype, params);
    const filehash = await require('sim/media').sha256(blob);
    const isGif = type === 'video' && Boolean(params.asGif);
    const about = { type, mimetype, size: blob.size, filehash, filename: blob.name, isGif };
    const mediaObject = require('WAWebMediaStorage').getOrCreateMediaObject(filehash);
    mediaObject.hold(blob);
    return new MediaData({ ...about, ...(await pictureOf(blob, type)) }, opaque);
  }

  return { prepRawMedia: (opaque, params) => ({ waitForPrep: () => prepare(opaque, params) }) };
});
