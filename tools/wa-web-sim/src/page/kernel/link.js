define('sim/link', (require) => {
  const Emitter = require('sim/Emitter');

  const FIRST_DELAY_MS = 100;
  const LONGEST_DELAY_MS = 5_000;
  const ASK_TIMEOUT_MS = 15_000;

  /** WhatsApp answered with a status; the library knows this error by its name. */
  class ServerStatusCodeError extends Error {
    constructor(statusCode, message) {
      super(message);
      this.name = 'ServerStatusCodeError';
      this.statusCode = statusCode;
    }
  }

  /** The page's WebSocket. Raises `open`, `closed` (with the number of failures in a row) and `frame`. */
  class Link extends Emitter {
    #socket;
    #failures = 0;
    #stopped = true;
    #timer;
    #asked = new Map();
    #questions = 0;

    start() {
      this.#stopped = false;
      clearTimeout(this.#timer);
      this.#connect();
    }

    /** Closes and stays closed until `start`. */
    stop() {
      this.#stopped = true;
      clearTimeout(this.#timer);
      this.#socket?.close();
    }

    /** Closes and comes back at once. */
    restart() {
      this.#failures = 0;
      if (this.#stopped) this.start();
      else this.#socket?.close();
    }

    /** Whether the frame was handed to an open socket, which says nothing about its arrival. */
    send(frame) {
      if (this.#socket?.readyState !== WebSocket.OPEN) return false;
      this.#socket.send(JSON.stringify(frame));
      return true;
    }

    ask(what, args = {}) {
      const n = ++this.#questions;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => this.#settle({ n, error: `no answer to "${what}"` }), ASK_TIMEOUT_MS);
        this.#asked.set(n, { resolve, reject, timer });
        if (!this.send({ kind: 'ask', n, what, args })) this.#settle({ n, error: 'not connected' });
      });
    }

    #settle({ n, value, error, code }) {
      const question = this.#asked.get(n);
      if (!question) return;
      this.#asked.delete(n);
      clearTimeout(question.timer);
      if (error === undefined) question.resolve(value);
      else question.reject(code === undefined ? new Error(error) : new ServerStatusCodeError(code, error));
    }

    #connect() {
      const socket = new WebSocket(`wss://${location.host}/ws/chat`);
      this.#socket = socket;
      socket.onopen = () => {
        this.#failures = 0;
        this.trigger('open');
      };
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(data);
        if (frame.kind === 'answer') this.#settle(frame);
        else this.trigger('frame', frame);
      };
      socket.onclose = () => this.#closed(socket);
    }

    #closed(socket) {
      if (socket !== this.#socket) return;
      for (const n of [...this.#asked.keys()]) this.#settle({ n, error: 'connection lost' });
      this.#failures++;
      this.trigger('closed', this.#failures);
      if (this.#stopped) return;
      const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (this.#failures - 1));
      this.#timer = setTimeout(() => this.#connect(), delay * (0.75 + Math.random() / 2));
    }
  }
  return new Link();
});
