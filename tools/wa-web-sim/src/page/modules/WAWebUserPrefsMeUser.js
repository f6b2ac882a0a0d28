define('WAWebUserPrefsMeUser', (require) => {
  function getMaybeMePnUser() {
    const { phoneNumber } = require('WAWebConnModel').Conn;
    return phoneNumber ? require('WAWebWidFactory').createWid(`${phoneNumber}@c.us`) : undefined;
  }

  function getMaybeMeLidUser() {
    const { lid } = require('WAWebConnModel').Conn;
    return lid ? require('WAWebWidFactory').createWid(lid) : undefined;
  }

  return {
    getMaybeMePnUser,
    getMaybeMeLidUser,
    getMePnUserOrThrow: getMaybeMePnUser,
    getMeUser: getMaybeMePnUser,
  };
});
