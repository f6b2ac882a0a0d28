define('WAWebMediaOpaqueData', () => {
  /** A blob that says whether somebody may still need it. */
  class OpaqueData {
    #blob;
    #url;

    constructor(blob) {
      this.#blob = blob;
    }

    static async createFromData(data, mimetype) {
      return new OpaqueData(data instanceof Blob ? data : new Blob([data], { type: mimetype }));
    }

    get size() {
      return this.#blob.size;
    }

    type() {
      return this.#blob.type;
    }

    url() {
      this.#url ??= URL.createObjectURL(this.#blob);
      return this.#url;
    }

    formData() {
      return this.#blob;
    }

    /** The page needs the object URL no longer; the bytes live as long as somebody holds this object. */
    autorelease() {
      if (this.#url) URL.revokeObjectURL(this.#url);
      this.#url = undefined;
    }
  }
  return OpaqueData;
});
