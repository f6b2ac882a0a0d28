define('WAWebStreamModel', (require) => {
  const Model = require('sim/Model');

  class StreamModel extends Model {
    markAvailable() {
      this.set({ available: true });
    }

    markUnavailable() {
      this.set({ available: false });
    }
  }
  return { Stream: new StreamModel({ available: false }) };
});
