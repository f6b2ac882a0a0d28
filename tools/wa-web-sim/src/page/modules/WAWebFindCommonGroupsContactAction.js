define('WAWebFindCommonGroupsContactAction', (require) => ({
  async findCommonGroups(contact) {
    const { createWid } = require('WAWebWidFactory');
    const ids = await require('sim/link').ask('common-groups', { wid: contact.id.toString() });
    const groups = ids.map((id) => ({ id: createWid(id) }));
    // Not kept, because a later answer may be another one.
    Object.defineProperty(contact, 'commonGroups', {
      configurable: true,
      get() {
        delete contact.commonGroups;
        return { serialize: () => groups };
      },
    });
    return true;
  },
}));
