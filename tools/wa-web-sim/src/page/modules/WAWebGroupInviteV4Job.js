define('WAWebGroupInviteV4Job', (require) => ({
  async joinGroupViaInviteV4(code) {
    const id = await require('sim/link').ask('group-join', { code });
    return { status: 200, gid: require('WAWebWidFactory').createWid(id) };
  },
}));
