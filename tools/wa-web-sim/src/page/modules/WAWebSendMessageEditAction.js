define('WAWebSendMessageEditAction', (require) => ({
  sendMessageEdit(msg, body, { mentionedJidList, groupMentions } = {}) {
    return require('sim/amendments').send(msg, {
      type: 'protocol',
      body,
      data: {
        ...{
          protocolType: 'message_edit',
          protocolMessageKey: msg.id,
          latestEditSenderTimestampMs: Date.now(),
        },
        ...(mentionedJidList?.length && { mentionedJidList }),
        ...(groupMentions?.length && { groupMentions }),
      },
    });
  },
}));
