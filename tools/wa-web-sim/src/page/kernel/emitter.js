define('sim/Emitter', () => {
  /** Events as the page's models raise them: several names in one string, listeners that cannot hurt each other. */
  class Emitter {
    #listeners = new Map();
    #awaited = new Map();

    on(names, listener) {
      for (const name of names.split(' ')) {
        const listeners = this.#listeners.get(name) ?? [];
        this.#listeners.set(name, [...listeners, listener]);
        this.#awaited.get(name)?.();
      }
      return this;
    }

    once(names, listener) {
      const wrapped = (...args) => {
        this.off(names, wrapped);
        listener(...args);
      };
      return this.on(names, wrapped);
    }

    off(names, listener) {
      for (const name of names.split(' ')) {
        const left = (this.#listeners.get(name) ?? []).filter((known) => known !== listener);
        this.#listeners.set(name, left);
      }
      return this;
    }

    trigger(name, ...args) {
      for (const listener of this.#listeners.get(name) ?? []) {
        try {
          listener(...args);
        } catch (error) {
          console.error(error);
        }
      }
    }

    /** Resolves when somebody listens to `name`, or after `deadlineMs`. */
    listenedTo(name, deadlineMs) {
      if (this.#listeners.get(name)?.length) return Promise.resolve();
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          this.#awaited.delete(name);
          resolve();
        };
        const timer = setTimeout(done, deadlineMs);
        this.#awaited.set(name, done);
      });
    }
  }
  return Emitter;
});
