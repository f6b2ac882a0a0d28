define('WAWebGroupModifyInfoJob', (require) => ({
  setGroupSubject: (wid, text) => require('sim/link').ask('group-subject', { group: wid.toString(), text }),
  setGroupDescription: (wid, text) =>
    require('sim/link').ask('group-description', { group: wid.toString(), text }),
}));
