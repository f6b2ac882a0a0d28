define('WAWebAddonReactionTableMode', (require) => ({
  reactionTableMode: {
    bulkUpsert(rows) {
      const { Msg } = require('WAWebCollections');
      for (const row of rows) {
        require('sim/tables').reactions.put(row);
        const msg = Msg.get(row.reactionParentKey);
        msg?.set({ hasReaction: require('sim/tables').reactions.of(row.reactionParentKey).length > 0 });
      }
    },
  },
}));
