define('WAWebBlockContactAction', (require) => {
  async function setBlocked(contact, blocked) {
    await require('sim/link').ask('block', { wid: contact.id.toString(), blocked });
    const { Blocklist } = require('WAWebCollections');
    contact.set({ isContactBlocked: blocked });
    if (blocked) Blocklist.add(new Blocklist.modelClass({ id: contact.id }));
    else Blocklist.remove(contact.id);
  }

  return {
    blockContact: ({ contact }) => setBlocked(contact, true),
    unblockContact: (contact) => setBlocked(contact, false),
  };
});
