define('sim/media', (require) => {
  const link = require('sim/link');

  /** What a download or upload that the server refuses ends with; readers look at `status`. */
  class MediaError extends Error {
    constructor(status, doing) {
      super(`${doing} of media failed with ${status}`);
      this.name = 'HttpStatusCodeError';
      this.status = status;
    }
  }

  const headers = () => ({ 'x-device': require('sim/session').deviceId() ?? '' });

  /** Hands the bytes to the server; answers where they lie. */
  async function upload(blob, { signal } = {}) {
    const response = await fetch('/mms/upload', {
      method: 'POST',
      headers: {
        ...headers(),
        'content-type': 'application/octet-stream',
        'x-mimetype': blob.type || 'application/octet-stream',
      },
      body: new Blob([blob]),
      signal,
    });
    if (!response.ok) throw new MediaError(response.status, 'The upload');
    return response.json();
  }

  async function download(directPath, { signal } = {}) {
    const response = await fetch(directPath, { headers: headers(), signal });
    if (!response.ok) throw new MediaError(response.status, 'The download');
    return response.arrayBuffer();
  }

  /** Asks the phone for a medium that the server has no more; it comes while the caller does other things. */
  async function askAgain(msg) {
    msg.mediaData.set({ mediaStage: 'REUPLOADING' });
    const there = await link.ask('reupload', { directPath: msg.directPath });
    msg.mediaData.set({ mediaStage: there ? 'NEED_POKE' : 'ERROR_MISSING' });
  }

  async function resolve(msg) {
    const { InMemoryMediaBlobCache } = require('WAWebMediaInMemoryBlobCache');
    msg.mediaData.set({ mediaStage: 'FETCHING' });
    try {
      const bytes = await download(msg.directPath);
      // By address, because equal bytes under another one may have expired.
      InMemoryMediaBlobCache.put(msg.directPath, new Blob([bytes], { type: msg.mimetype }));
      msg.mediaData.set({ mediaStage: 'RESOLVED' });
    } catch (error) {
      if (error.status === 404) {
        askAgain(msg).catch(() => msg.mediaData.set({ mediaStage: 'ERROR_MISSING' }));
      } else {
        msg.mediaData.set({ mediaStage: 'ERROR_UNKNOWN' });
      }
    }
  }

  async function sha256(blob) {
    const { encodeB64 } = require('WABase64');
    return encodeB64(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  }

  const randomKey = () => require('WABase64').encodeB64(crypto.getRandomValues(new Uint8Array(32)));

  return { upload, download, resolve, sha256, randomKey };
});
