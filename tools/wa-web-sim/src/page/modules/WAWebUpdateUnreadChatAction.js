define('WAWebUpdateUnreadChatAction', () => ({
  async sendSeen({ chat }) {
    chat.set({ unreadCount: 0 });
  },
}));
