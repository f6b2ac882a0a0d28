define('WAWebUserPrefsMeUser', (require) => {
  function getMaybeMePnUser() {
    const { phoneNumber } = require('WAWebConnModel').Conn;
    return phoneNumber ? require('WAWebWidFactory').createWid(`${phoneNumber}@c.us`) : undefined;
  }

  return {
    getMaybeMePnUser,
    getMaybeMeLidUser: () => undefined,
    getMePnUserOrThrow: getMaybeMePnUser,
    getMeUser: getMaybeMePnUser,
  };
});
