import { inspect } from 'node:util';

const MASK = '[secret]';

/** A string that shows as `[secret]` wherever it is printed, joined, logged or turned into JSON. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The string itself: for the one call that needs it, never for a field that is kept or logged. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
