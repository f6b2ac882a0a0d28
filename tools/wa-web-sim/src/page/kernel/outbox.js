define('sim/outbox', (require) => {
  const link = require('sim/link');

  /** Messages the server has not acknowledged, by serialized key; they are sent again after every reconnect. */
  const pending = new Map();

  function send(message) {
    const entry = pending.get(message.id) ?? { waiters: [] };
    entry.message = message;
    pending.set(message.id, entry);
    link.send({ kind: 'send', message });
    return new Promise((resolve) => entry.waiters.push(resolve));
  }

  function acknowledged(id, ack) {
    const entry = pending.get(id);
    if (!entry) return;
    pending.delete(id);
    const result = ack < 0 ? { messageSendResult: 'ERROR_UNKNOWN' } : { messageSendResult: 'OK' };
    for (const resolve of entry.waiters) resolve({ ...result, t: entry.message.t });
  }

  function sendAgain() {
    for (const { message } of pending.values()) link.send({ kind: 'send', message });
  }

  return { send, acknowledged, sendAgain, holds: (id) => pending.has(id) };
});
