define('WAWebCallCollection', (require) => {
  const Emitter = require('sim/Emitter');
  // The library looks for a Map among the properties to learn of calls.
  return Object.assign(new Emitter(), { _calls: new Map() });
});
