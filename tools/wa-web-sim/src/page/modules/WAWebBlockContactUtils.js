define('WAWebBlockContactUtils', () => ({
  getContactToBlockOnlyUseIfNoAssociatedChat: (contact) => contact,
}));
