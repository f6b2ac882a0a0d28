define('WAWebExitGroupAction', (require) => ({
  sendExitGroup: (chat) => require('sim/link').ask('group-leave', { group: chat.id.toString() }),
}));
