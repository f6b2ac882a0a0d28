define('WAWebMsgKey', (require) => {
  const { createWid } = require('WAWebWidFactory');

  const FIELD = WA_WEB_SIM_CONFIG.idField;

  /** The key of a message: direction, chat, minted part and, in groups, the writer. */
  class MsgKey {
    constructor({
      from,
      to,
      id,
      participant,
      selfDir,
      fromMe = selfDir === 'out',
      remote = fromMe ? to : from,
    }) {
      this.fromMe = fromMe;
      this.remote = createWid(remote);
      this.id = id;
      if (participant) this.participant = createWid(participant);
      const parts = [
        fromMe,
        this.remote.toString(),
        id,
        ...(participant ? [this.participant.toString()] : []),
      ];
      this[FIELD] = parts.join('_');
    }

    /** Mints the part that makes a key unique. */
    static async newId() {
      const bytes = crypto.getRandomValues(new Uint8Array(9));
      return `3EB0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
    }

    static fromString(text) {
      const [fromMe, remote, id, participant] = text.split('_');
      if (!id) throw new Error(`MsgKey error: ${text} is no key`);
      return new MsgKey({ fromMe: fromMe === 'true', remote, id, participant });
    }

    equals(other) {
      return other instanceof MsgKey && this[FIELD] === other[FIELD];
    }

    toString() {
      return this[FIELD];
    }
  }
  return MsgKey;
});
