define('WAWebUpdateUnreadChatAction', (require) => ({
  async sendSeen({ chat }) {
    if (require('sim/session').faults().seenHangs) await new Promise(() => {});
    const key = chat.msgs
      ?.getModelsArray()
      .findLast(({ id }) => !id.fromMe)
      ?.id.toString();
    await require('sim/link').ask('chat', {
      ...{ chat: chat.id.toString(), action: 'read', flags: { markedUnread: false } },
      detail: { unread: chat.unreadCount, ...(key && { key }) },
    });
    chat.set({ unreadCount: 0 });
  },
}));
