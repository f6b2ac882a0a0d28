define('WAWebWid', () => {
  /** The address of a user, group or other place: `<user>@<server>`. */
  class Wid {
    constructor(user, server) {
      this.server = server;
      this.user = user;
      this._serialized = `${user}@${server}`;
    }

    isUser() {
      return this.server === 'c.us' || this.server === 'lid';
    }

    isRegularUserPn() {
      return this.server === 'c.us';
    }

    isLid() {
      return this.server === 'lid';
    }

    isGroup() {
      return this.server === 'g.us';
    }

    isNewsletter() {
      return this.server === 'newsletter';
    }

    isBroadcast() {
      return this.server === 'broadcast';
    }

    isStatus() {
      return this._serialized === 'status@broadcast';
    }

    isBot() {
      return this.server === 'bot';
    }

    equals(other) {
      return this._serialized === other?._serialized;
    }

    toJid() {
      return this._serialized.replace('@c.us', '@s.whatsapp.net');
    }

    toString() {
      return this._serialized;
    }
  }
  return Wid;
});
