define('WAWebGroupQueryJob', (require) => ({
  async queryGroupInvite(code) {
    const { createWid } = require('WAWebWidFactory');
    const group = await require('sim/link').ask('group-by-invite', { code });
    const owner = group.members.find(({ owner: founded }) => founded);
    return {
      ...{ id: createWid(group.id), subject: group.subject, desc: group.description },
      ...{ creation: group.createdAt, size: group.members.length },
      ...(owner && { owner: createWid(owner.pn) }),
      participants: group.members.map(({ pn, admin }) => ({ id: createWid(pn), isAdmin: admin })),
    };
  },
  async resetGroupInviteCode(wid) {
    return { code: await require('sim/link').ask('group-new-invite', { group: wid.toString() }) };
  },
  async queryAndUpdateGroupMetadataById({ id }) {
    const group = await require('sim/link').ask('group', { group: String(id) });
    if (group) require('sim/world').group(group);
  },
}));
