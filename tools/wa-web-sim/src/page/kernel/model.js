define('sim/Model', (require) => {
  const Emitter = require('sim/Emitter');

  const plain = (value) => (typeof value?.serialize === 'function' ? value.serialize() : value);

  /** Attributes are own properties; `set` raises `change:<name>` and `change` on the model and its collections. */
  class Model extends Emitter {
    #collections = new Set();

    constructor(attributes = {}) {
      super();
      Object.assign(this, attributes);
    }

    set(changes) {
      const changed = Object.entries(changes).filter(([name, value]) => this[name] !== value);
      const before = changed.map(([name]) => this[name]);
      Object.assign(this, changes);
      changed.forEach(([name, value], index) => this.#raise(`change:${name}`, this, value, before[index]));
      if (changed.length > 0) this.#raise('change', this);
      return this;
    }

    #raise(name, ...args) {
      this.trigger(name, ...args);
      for (const collection of this.#collections) collection.trigger(name, ...args);
    }

    joined(collection) {
      this.#collections.add(collection);
    }

    left(collection) {
      this.#collections.delete(collection);
    }

    serialize() {
      return Object.fromEntries(Object.entries(this).map(([name, value]) => [name, plain(value)]));
    }

    toJSON() {
      return this.serialize();
    }

    unsafe() {
      return this;
    }
  }
  return Model;
});
