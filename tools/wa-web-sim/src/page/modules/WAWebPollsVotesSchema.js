define('WAWebPollsVotesSchema', (require) => ({
  getTable: () => ({
    async equals([column], parentKey) {
      if (column !== 'parentMsgKey') throw new Error(`The table of votes has no index "${column}".`);
      const { Msg } = require('WAWebCollections');
      await Msg.getMessagesById([parentKey]);
      return require('sim/tables')
        .votes.of(parentKey)
        .map(({ id, author, selectedOptionLocalIds, senderTimestampMs }) => ({
          ...{ msgKey: id.toString(), parentMsgKey: parentKey, sender: author.toString() },
          ...{ selectedOptionLocalIds, senderTimestampMs },
        }));
    },
  }),
}));
