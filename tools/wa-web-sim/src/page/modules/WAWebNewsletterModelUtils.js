define('WAWebNewsletterModelUtils', () => ({
  getRoleByIdentifier: () => 'guest',
  ADMIN_NOTIFICATIONS: 'admin_notifications',
  MUTED_STATE: -1,
  UNMUTED_STATE: 0,
}));
