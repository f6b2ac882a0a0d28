define('WAWebDownloadManager', (require) => ({
  downloadManager: {
    async downloadAndMaybeDecrypt({ directPath, signal }) {
      const { InMemoryMediaBlobCache } = require('WAWebMediaInMemoryBlobCache');
      const cached = InMemoryMediaBlobCache.get(directPath);
      return cached ? cached.arrayBuffer() : require('sim/media').download(directPath, { signal });
    },
  },
}));
