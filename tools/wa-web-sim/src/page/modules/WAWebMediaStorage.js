/** Media by hash. An object holds its bytes only from the preparation to the upload, of which several may be under way. */
define('WAWebMediaStorage', () => {
  const OBJECTS_MAX = 500;

  class MediaObject {
    #blob;
    #holders = 0;

    constructor(filehash) {
      this.filehash = filehash;
      this.contentInfo = {};
    }

    consolidate({ type, size, mimetype, width, height }) {
      Object.assign(this, { type, size, mimetype });
      Object.assign(this.contentInfo, { width, height });
    }

    hold(blob) {
      this.#blob = blob;
      this.#holders++;
    }

    /** Gives the bytes away. */
    release() {
      const blob = this.#blob;
      if (--this.#holders <= 0) {
        this.#blob = undefined;
        this.#holders = 0;
      }
      return blob;
    }
  }

  const objects = new Map();

  return {
    getOrCreateMediaObject(filehash) {
      const known = objects.get(filehash);
      if (known) return known;
      const made = new MediaObject(filehash);
      objects.set(filehash, made);
      if (objects.size > OBJECTS_MAX) objects.delete(objects.keys().next().value);
      return made;
    },
  };
});
