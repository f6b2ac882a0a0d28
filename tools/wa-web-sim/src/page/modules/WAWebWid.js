define('WAWebWid', () => {
  const FIELD = WA_WEB_SIM_CONFIG.widField;

  /** The address of a user, group or other place: `<user>@<server>`. */
  class Wid {
    constructor(user, server) {
      this.server = server;
      this.user = user;
      this[FIELD] = `${user}@${server}`;
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
      return this[FIELD] === 'status@broadcast';
    }

    isBot() {
      return this.server === 'bot';
    }

    equals(other) {
      return other instanceof Wid && this[FIELD] === other[FIELD];
    }

    toJid() {
      return this[FIELD].replace('@c.us', '@s.whatsapp.net');
    }

    toString() {
      return this[FIELD];
    }
  }
  return Wid;
});
