define('WAWebContactStatusBridge', (require) => ({
  async getStatus({ wid }) {
    return { status: await require('sim/link').ask('about', { wid: wid.toString() }) };
  },
  setMyStatus: (about) => require('sim/link').ask('profile', { about }),
}));
