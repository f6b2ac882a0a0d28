define('WAWebAddonPollVoteTableMode', (require) => ({
  pollVoteTableMode: {
    bulkUpsert(rows) {
      for (const row of rows) require('sim/tables').votes.put(row);
    },
  },
}));
