define('WAWebSetPropertyGroupAction', (require) => ({
  setGroupProperty: (chat, property, value) =>
    require('sim/link').ask('group-setting', { group: chat.id.toString(), property, value }),
}));
