define('WAWebConnModel', (require) => {
  const Model = require('sim/Model');

  class ConnModel extends Model {
    canSetMyPushname() {
      return true;
    }
  }
  return {
    Conn: new ConnModel({
      ref: undefined,
      pushname: undefined,
      platform: 'android',
      battery: 100,
      plugged: true,
    }),
  };
});
