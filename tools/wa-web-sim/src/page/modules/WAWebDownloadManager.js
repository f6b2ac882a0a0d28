define('WAWebDownloadManager', (require) => ({
  downloadManager: {
    async downloadAndMaybeDecrypt({ directPath, filehash, signal }) {
      const { InMemoryMediaBlobCache } = require('WAWebMediaInMemoryBlobCache');
      const cached = InMemoryMediaBlobCache.get(filehash);
      return cached ? cached.arrayBuffer() : require('sim/media').download(directPath, { signal });
    },
  },
}));
