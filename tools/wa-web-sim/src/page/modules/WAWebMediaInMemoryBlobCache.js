define('WAWebMediaInMemoryBlobCache', () => {
  const ENTRIES_MAX = 32;
  const BYTES_MAX = 32 * 1024 * 1024;
  const blobs = new Map();

  return {
    InMemoryMediaBlobCache: {
      get: (filehash) => blobs.get(filehash),
      put(filehash, blob) {
        if (blob.size > BYTES_MAX) return;
        blobs.set(filehash, blob);
        const sizes = () => [...blobs.values()].reduce((sum, { size }) => sum + size, 0);
        while (blobs.size > ENTRIES_MAX || sizes() > BYTES_MAX) blobs.delete(blobs.keys().next().value);
      },
    },
  };
});
