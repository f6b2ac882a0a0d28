define('WAWebChatGetters', () => ({
  getIsNewsletter: (chat) => chat.id.isNewsletter(),
  getIsBroadcast: (chat) => chat.id.isBroadcast(),
  getIsGroup: (chat) => chat.id.isGroup(),
}));
