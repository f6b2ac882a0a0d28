/** What this page knows of phone numbers and LIDs; it learns both when it asks for a person. */
define('WAWebApiContact', (require) => {
  const aliases = require('sim/aliases');

  return {
    getCurrentLid: (wid) => aliases.lidOf(wid),
    getPhoneNumber: (wid) => (wid.isLid() ? aliases.pnOf(wid) : wid),
    getAlternateUserWid: (wid) => (wid.isLid() ? aliases.pnOf(wid) : aliases.lidOf(wid)),
  };
});
