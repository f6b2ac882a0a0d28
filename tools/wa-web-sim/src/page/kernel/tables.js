define('sim/tables', () => {
  const PARENTS_MAX = 5_000;

  /** Rows of many people about one message, one row for each person; the oldest messages are forgotten. */
  class PeopleTable {
    #parentOf;
    #isEmpty;
    #byParent = new Map();

    constructor(parentOf, isEmpty = () => false) {
      this.#parentOf = parentOf;
      this.#isEmpty = isEmpty;
    }

    put(row) {
      const parent = String(this.#parentOf(row));
      const rows = this.#byParent.get(parent) ?? new Map();
      if (this.#isEmpty(row)) rows.delete(String(row.author));
      else rows.set(String(row.author), row);
      this.#byParent.set(parent, rows);
      if (this.#byParent.size > PARENTS_MAX) this.#byParent.delete(this.#byParent.keys().next().value);
    }

    of(parent) {
      return [...(this.#byParent.get(String(parent))?.values() ?? [])];
    }
  }

  return {
    reactions: new PeopleTable(
      ({ reactionParentKey }) => reactionParentKey,
      ({ reactionText }) => !reactionText,
    ),
    votes: new PeopleTable(({ pollUpdateParentKey }) => pollUpdateParentKey),
  };
});
