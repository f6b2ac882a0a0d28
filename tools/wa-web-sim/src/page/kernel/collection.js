define('sim/Collection', (require) => {
  const Emitter = require('sim/Emitter');

  const keyOf = (id) => (typeof id === 'string' ? id : (id._serialized ?? id.$1 ?? String(id)));

  /** Models by serialized id, oldest first. Beyond `limit` the oldest is forgotten without an event. */
  class Collection extends Emitter {
    #models = new Map();
    #limit;

    constructor(modelClass, { limit = Infinity } = {}) {
      super();
      Object.defineProperty(this, 'modelClass', { value: modelClass });
      this.#limit = limit;
    }

    get(id) {
      return id === undefined || id === null ? undefined : this.#models.get(keyOf(id));
    }

    /** Adds unless the id is known; answers the model that the collection holds then. */
    add(model, { silent = false } = {}) {
      const known = this.#models.get(keyOf(model.id));
      if (known) return known;
      this.#models.set(keyOf(model.id), model);
      model.joined(this);
      if (this.#models.size > this.#limit) this.#forgetOldest();
      if (!silent) this.trigger('add', model);
      return model;
    }

    remove(id) {
      const model = this.get(id instanceof this.modelClass ? id.id : id);
      if (!model) return undefined;
      this.#models.delete(keyOf(model.id));
      model.left(this);
      this.trigger('remove', model);
      return model;
    }

    #forgetOldest() {
      const [id, model] = this.#models.entries().next().value;
      this.#models.delete(id);
      model.left(this);
      this.forgotten?.(model);
    }

    async find(id) {
      return this.get(id);
    }

    getModelsArray() {
      return [...this.#models.values()];
    }

    filter(fits) {
      return this.getModelsArray().filter(fits);
    }

    get _models() {
      return this.getModelsArray();
    }

    get length() {
      return this.#models.size;
    }
  }
  return Collection;
});
