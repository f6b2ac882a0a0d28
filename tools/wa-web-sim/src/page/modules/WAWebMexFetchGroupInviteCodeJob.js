define('WAWebMexFetchGroupInviteCodeJob', (require) => ({
  async fetchMexGroupInviteCode(chatId) {
    return { code: await require('sim/link').ask('group-invite', { group: String(chatId) }) };
  },
}));
