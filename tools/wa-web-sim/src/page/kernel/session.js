define('sim/session', (require) => {
  const { Socket } = require('WAWebSocketModel');
  const { Conn } = require('WAWebConnModel');
  const { Cmd } = require('WAWebCmd');
  const vault = require('sim/vault');
  const keys = require('sim/keys');
  const link = require('sim/link');
  const outbox = require('sim/outbox');
  const conversation = require('sim/conversation');
  const { Msg } = require('WAWebCollections');

  const SYNC_LISTEN_TIMEOUT_MS = 10_000;
  const FAILURES_BEFORE_TIMEOUT = 3;
  const RELOAD_DELAY_MS = 100;
  /** States that a lost socket does not change. */
  const STANDSTILL = new Set(['CONFLICT', 'TOS_BLOCK', 'SMB_TOS_BLOCK', 'PROXYBLOCK', 'DEPRECATED_VERSION']);

  let identity;
  let earlyEvents = false;
  let linkPreviewMs = 0;
  let origin = '';
  let faults = {};
  let syncMs = 0;
  let neverSyncs = false;
  /** Frames that wait for a listener keep their order behind this promise. */
  let events = Promise.resolve();

  const about = () => require('WAWebMiscBrowserUtils').info();

  function greet() {
    if (identity) return link.send({ kind: 'hello', identity, about: about() });
    return link.send({ kind: 'hello', qrTail: require('sim/qr').tail() });
  }

  /** Runs `work` after everything before it, and once somebody listens, if that is to be waited for. */
  function whenHeard(work) {
    events = events.then(() => (earlyEvents ? undefined : conversation.listened())).then(work);
    events = events.catch((error) => console.error(error));
  }

  async function sync() {
    Cmd.trigger('offline_progress_update_from_bridge');
    if (Socket.hasSynced || neverSyncs) return;
    if (syncMs > 0) await new Promise((resolve) => setTimeout(resolve, syncMs));
    // A program that attaches after this event never hears it, and the library has no second way to become ready.
    if (!earlyEvents) await Socket.listenedTo('change:hasSynced', SYNC_LISTEN_TIMEOUT_MS);
    Socket.set({ hasSynced: true });
  }

  /** WhatsApp logs a browser out by loading the page anew; the socket's state stays as it is until then. */
  async function leave() {
    link.stop();
    document.cookie = 'wa-web-sim-phone=; max-age=0; secure; samesite=strict';
    await forgetIdentity();
    Cmd.trigger('logout_from_bridge');
    setTimeout(() => location.replace('/?post_logout=1&logout_reason=0'), RELOAD_DELAY_MS);
  }

  function forgetIdentity() {
    identity = undefined;
    return vault.write('identity', null);
  }

  const handlers = {
    qr({ ref }) {
      Conn.set({ ref });
      Socket.set({ state: 'UNPAIRED' });
    },
    async linked(frame) {
      identity = frame.identity;
      await vault.write('identity', identity);
      Socket.set({ state: 'PAIRING' });
      greet();
    },
    welcome(frame) {
      earlyEvents = frame.earlyEvents;
      ({ linkPreviewMs, origin, syncMs, neverSyncs } = frame);
      // By this the server knows how the next page of this phone is to come up.
      document.cookie = `wa-web-sim-phone=${frame.phone}; max-age=31536000; secure; samesite=strict`;
      const { pushName: pushname, phone: phoneNumber, platform } = frame;
      Conn.set({ pushname, phoneNumber, platform, lid: frame.world.lid });
      require('sim/world').take(frame.world);
      for (const message of frame.history) conversation.recall(message);
      Socket.set({ state: 'CONNECTED' });
      outbox.sendAgain();
      return sync();
    },
    idle() {
      Socket.set({ state: 'UNPAIRED_IDLE' });
    },
    blocked({ state }) {
      link.stop();
      Socket.set({ state });
    },
    faults(frame) {
      faults = frame.faults;
      link.send({ kind: 'got', id: frame.id });
    },
    reload: () => location.reload(),
    'ready-again': () => Socket.trigger('change:hasSynced', Socket, true),
    'pass-state'({ state, ms }) {
      const before = Socket.state;
      Socket.set({ state });
      setTimeout(() => Socket.state === state && Socket.set({ state: before }), ms);
    },
    leak: ({ mb }) => require('sim/accidents').leak(mb),
    unlinked: leave,
    conflict() {
      link.stop();
      Socket.set({ state: 'CONFLICT' });
    },
    ack({ id, ack }) {
      const work = () => {
        const msg = Msg.get(id);
        if (msg) conversation.raiseAck(msg, ack);
        outbox.acknowledged(id, ack);
      };
      whenHeard(work);
    },
    message({ message }) {
      whenHeard(async () => {
        await conversation.receive(message);
        link.send({ kind: 'got', id: message.id });
      });
    },
    crash: () => require('sim/accidents').crash(),
    contact: ({ contact }) => require('sim/world').contact(contact),
    group: ({ group }) => require('sim/world').group(group),
    channel: ({ channel }) => require('sim/world').channel(channel),
    chat: ({ id, flags }) => require('sim/world').chat(id, flags),
    label: ({ label }) => require('sim/world').label(label),
    call: ({ call }) => require('WAWebCallCollection').ring(call),
    hang: ({ ms }) => require('sim/accidents').hang(ms),
  };

  function lost(failures) {
    if (!identity || STANDSTILL.has(Socket.state)) return;
    Socket.set({ state: failures < FAILURES_BEFORE_TIMEOUT ? 'OPENING' : 'TIMEOUT' });
  }

  async function start() {
    Socket.set({ state: 'OPENING' });
    await keys.ready();
    identity = (await vault.read('identity')) ?? undefined;
    link.on('open', greet);
    link.on('closed', lost);
    link.on('frame', (frame) => {
      Promise.resolve(handlers[frame.kind]?.(frame)).catch((error) => console.error(error));
    });
    link.start();
  }

  return {
    start,
    deviceId: () => identity?.deviceId,
    faults: () => faults,
    linkPreviewMs: () => linkPreviewMs,
    /** Where programs outside the browser reach the simulator. */
    origin: () => origin,
    /** Unlinks this browser; resolves when the server knows. */
    async logout() {
      await link.ask('logout');
      await forgetIdentity();
    },
    /** Takes the session back from another browser. */
    takeover() {
      Socket.set({ state: 'OPENING' });
      link.restart();
    },
  };
});
