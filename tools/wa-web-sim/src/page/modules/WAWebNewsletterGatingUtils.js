define('WAWebNewsletterGatingUtils', () => ({
  isNewsletterCreationEnabled: () => true,
  getNewsletterDirectoryPageSize: () => 50,
  getMaxSubscriberNumber: () => 1_000,
}));
