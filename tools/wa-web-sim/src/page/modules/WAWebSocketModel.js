define('WAWebSocketModel', (require) => {
  const Model = require('sim/Model');

  class SocketModel extends Model {
    logout() {
      return require('sim/session').logout();
    }

    reconnect() {
      require('sim/link').restart();
    }

    takeover() {
      require('sim/session').takeover();
    }
  }
  return { Socket: new SocketModel({ state: 'UNLAUNCHED', stream: 'DISCONNECTED', hasSynced: false }) };
});
