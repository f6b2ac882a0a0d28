define('WAWebPollsSendVoteMsgAction', (require) => ({
  sendVote(poll, localIds) {
    return require('sim/amendments').send(poll, {
      type: 'poll_update',
      data: {
        pollUpdateParentKey: poll.id,
        selectedOptionLocalIds: [...localIds],
        senderTimestampMs: Date.now(),
      },
    });
  },
}));
