define('WAWebNewsletterDirectorySearchAction', (require) => ({
  async fetchNewsletterDirectories({ searchText }) {
    const limit = require('WAWebNewsletterGatingUtils').getNewsletterDirectoryPageSize();
    const views = await require('sim/link').ask('channel-search', { query: searchText, limit });
    return { newsletters: views.map(require('sim/channels').take) };
  },
}));
