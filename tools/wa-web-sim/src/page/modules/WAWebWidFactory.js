define('WAWebWidFactory', (require) => {
  const Wid = require('WAWebWid');

  const WID = /^([\w.-]+)(?::\d+)?@(c\.us|s\.whatsapp\.net|g\.us|lid|newsletter|broadcast|bot)$/;

  function createWid(wid) {
    if (wid instanceof Wid) return wid;
    const [, user, server] = WID.exec(wid?._serialized ?? wid?.$1 ?? String(wid)) ?? [];
    if (user === undefined) throw new Error('wid error: invalid wid');
    return new Wid(user, server === 's.whatsapp.net' ? 'c.us' : server);
  }

  function asUserWidOrThrow(wid) {
    const made = createWid(wid);
    if (!made.isUser()) throw new Error('wid error: not a user');
    return made;
  }

  return {
    createWid,
    createWidFromWidLike: createWid,
    createUserWidOrThrow: asUserWidOrThrow,
    asUserWidOrThrow,
    toUserWidOrThrow: asUserWidOrThrow,
    isWidlike: (value) => value instanceof Wid,
  };
});
