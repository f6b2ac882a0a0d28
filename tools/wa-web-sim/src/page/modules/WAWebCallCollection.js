define('WAWebCallCollection', (require) => {
  const Emitter = require('sim/Emitter');
  const KEPT = 100;

  class CallCollection extends Emitter {
    // The library looks for a Map among the properties to learn of calls.
    _calls = new Map();

    ring({ id, peer, isVideo, isGroup, at }) {
      const peerJid = require('WAWebWidFactory').createWid(peer);
      const about = {
        canHandleLocally: false,
        outgoing: false,
        webClientShouldHandle: false,
        participants: [],
      };
      const call = { id, peerJid, isVideo, isGroup, offerTime: at, ...about };
      this._calls.set(id, call);
      if (this._calls.size > KEPT) this._calls.delete(this._calls.keys().next().value);
      this.trigger('add', call);
    }
  }
  return new CallCollection();
});
