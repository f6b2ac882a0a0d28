define('WAWebSetPushnameConnAction', (require) => ({
  async setPushname(name) {
    await require('sim/link').ask('profile', { name });
    require('WAWebConnModel').Conn.set({ pushname: name });
  },
}));
