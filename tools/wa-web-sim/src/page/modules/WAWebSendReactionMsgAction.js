define('WAWebSendReactionMsgAction', (require) => ({
  /** An empty text takes the reaction back. */
  sendReactionToMsg(msg, reactionText) {
    const data = { reactionText, reactionParentKey: msg.id, reactionTimestamp: Date.now() };
    return require('sim/amendments').send(msg, { type: 'reaction', data });
  },
}));
