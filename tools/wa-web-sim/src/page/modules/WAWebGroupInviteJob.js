define('WAWebGroupInviteJob', (require) => ({
  async joinGroupViaInvite(code) {
    const id = await require('sim/link').ask('group-join', { code });
    return { gid: require('WAWebWidFactory').createWid(id) };
  },
}));
