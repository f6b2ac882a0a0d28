/** The page's database of channel messages, which the simulated page does without. */
define('WAWebNewsletterUpdateMsgsRecordsJob', () => ({
  async addNewsletterMsgsRecords() {},
  async updateNewsletterMsgRecord() {},
}));
