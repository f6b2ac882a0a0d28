define('WAWebPresenceChatAction', (require) => ({
  sendPresenceAvailable: () => require('sim/link').ask('presence', { available: true }),
  sendPresenceUnavailable: () => require('sim/link').ask('presence', { available: false }),
}));
