import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import {
  parsePageFrame,
  type PageFaults,
  type PageFrame,
  type ServerFrame,
  type WireMessage,
} from '../protocol.ts';
import type { BehaviourBook, Strikes } from './behaviour.ts';
import { catchUp, type Device, type Devices } from './devices.ts';
import { StatusError } from './groups.ts';
import type { World } from './world.ts';
import type { Asked } from './questions.ts';
import type { Pairing, WaitingPage } from './pairing.ts';
import type { Relay } from './relay.ts';

/** The server's side of every open page. */
export interface Pages {
  /** Takes over an HTTP connection that asked for the WebSocket; closes any other. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  strike(phone: string, strikes: Partial<Strikes>): void;
  /** Makes faults that were just set or lifted felt by the pages that are connected now; resolves when they are. */
  faultsChanged(phone: string): Promise<void>;
  count(): number;
  stop(): void;
}

const PATH = '/ws/chat';
const FRAME_MAX_BYTES = 16 * 1024 * 1024;
const BACKLOG_MAX_BYTES = 64 * 1024 * 1024;
const HEARTBEAT_MS = 15_000;
const FAULTS_TOLD_MS = 500;
const WELCOME_HISTORY = 200;

const shortText = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : '');

const asThePageKnows = (device: Device, message: WireMessage): WireMessage => ({
  ...message,
  ack: device.told.get(message.id) ?? message.ack,
});

export function createPages(deps: {
  devices: Devices;
  pairing: Pairing;
  relay: Relay;
  behaviour: BehaviourBook;
  /** What pages may ask for, beside the pairing. */
  questions: Record<string, Asked>;
  world: World;
  /** Where programs outside the browser reach the simulator. */
  origin: () => string;
}): Pages {
  const { devices, pairing, relay, behaviour, questions, world, origin } = deps;
  const server = new WebSocketServer({ noServer: true, maxPayload: FRAME_MAX_BYTES });

  const syncOf = (phone: string) => {
    const { syncMs, neverSyncs } = behaviour.startOf(phone);
    return { syncMs, neverSyncs };
  };

  function pageFaults(phone: string): PageFaults {
    const { sendUndefined, sendHangs, seenHangs } = behaviour.faultsOf(phone);
    return { sendUndefined, sendHangs, seenHangs };
  }

  /** What waits for a page to say that it has taken its faults over. */
  const told = new Map<string, () => void>();

  /** Tells the device's page its faults; resolves when the page has them, or when it is plainly busy. */
  function tellFaults(device: Device): Promise<void> {
    const id = `faults-${randomUUID()}`;
    const sent = device.push?.({ kind: 'faults', id, faults: pageFaults(device.phone) });
    if (!sent) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        told.delete(id);
        resolve();
      };
      const timer = setTimeout(done, FAULTS_TOLD_MS);
      told.set(id, done);
    });
  }

  /** A code that `phone` may type; WhatsApp refuses numbers that it does not know, and some that it does. */
  function pairingCode(page: WaitingPage, phone: string): string {
    if (!/^[0-9]{5,20}$/.test(phone)) throw new StatusError(400, 'This is no phone number.');
    if (!relay.exists(`${phone}@c.us`)) throw new StatusError(404, 'This number has no account.');
    if (behaviour.faultsOf(phone).pairingFails) throw new StatusError(429, 'Too many pairing codes.');
    return pairing.mintCode(page, phone);
  }

  function serve(socket: WebSocket): void {
    let device: Device | undefined;
    let waiting: WaitingPage | undefined;
    let alive = true;

    function push(frame: ServerFrame): boolean {
      if (socket.readyState !== WebSocket.OPEN) return false;
      if (socket.bufferedAmount > BACKLOG_MAX_BYTES) {
        socket.terminate();
        return false;
      }
      socket.send(JSON.stringify(frame));
      return true;
    }

    function leave(): void {
      if (waiting) pairing.close(waiting);
      waiting = undefined;
      if (device?.push === push) {
        delete device.push;
        delete device.hangUp;
      }
    }

    function startPairing(qrTail: string): void {
      if (waiting) pairing.close(waiting);
      waiting = {
        qrTail,
        showRef: (ref) => push({ kind: 'qr', ref }),
        goIdle: () => push({ kind: 'idle' }),
        accept(phone, pushName, business) {
          waiting = undefined;
          const { id, secret } = devices.link(phone, pushName, business);
          push({ kind: 'linked', identity: { deviceId: id, secret } });
          return { deviceId: id };
        },
      };
      pairing.open(waiting);
    }

    function attach(known: Device): void {
      // WhatsApp lets one page at a time speak for a device; the newest wins.
      if (known.push && known.push !== push) known.push({ kind: 'conflict' });
      device = known;
      device.push = push;
      device.hangUp = () => socket.terminate();
      const { phone, pushName, history } = device;
      push({
        kind: 'welcome',
        phone,
        pushName,
        history: [...history.values()]
          .filter(({ id }) => !known.waiting.has(id))
          .slice(-WELCOME_HISTORY)
          .map((message) => asThePageKnows(known, message)),
        earlyEvents: behaviour.current().earlyEvents,
        ...syncOf(phone),
        linkPreviewMs: behaviour.current().linkPreviewMs,
        origin: origin(),
        platform: known.business ? 'smba' : 'android',
        world: world.viewOf(phone),
      });
      push({ kind: 'faults', id: 'faults', faults: pageFaults(phone) });
      if (!behaviour.faultsOf(phone).deaf) catchUp(device);
    }

    function greet(frame: Extract<PageFrame, { kind: 'hello' }>): void {
      if (!frame.identity) return startPairing(frame.qrTail ?? '');
      const known = devices.recognise(frame.identity);
      if (!known) {
        push({ kind: 'unlinked' });
      } else if (behaviour.faultsOf(known.phone).dropSocket) {
        socket.terminate();
      } else if (behaviour.faultsOf(known.phone).blocked) {
        push({ kind: 'blocked', state: behaviour.faultsOf(known.phone).blocked ?? '' });
      } else {
        if (frame.about) known.about = { os: shortText(frame.about.os), name: shortText(frame.about.name) };
        attach(known);
      }
    }

    function answer({ n, what, args }: Extract<PageFrame, { kind: 'ask' }>): void {
      if (what === 'pairing-code' && waiting) {
        const page = waiting;
        reply(n, () => pairingCode(page, String(args['phoneNumber'])));
        return;
      }
      if (what === 'logout' && device) {
        // The page stops listening when it learns that it is unlinked, so its answer goes first.
        push({ kind: 'answer', n, value: true });
        devices.unlink(device);
        return;
      }
      const question = questions[what];
      if (!question || !device) {
        push({ kind: 'answer', n, error: `The simulator cannot answer "${what}" here.` });
      } else if (!behaviour.faultsOf(device.phone).mute) {
        const asker = device;
        reply(n, () => question(asker, args));
      }
    }

    function reply(n: number, answer: () => unknown): void {
      Promise.resolve()
        .then(answer)
        .then(
          (value) => push({ kind: 'answer', n, value }),
          (error: unknown) =>
            push({
              ...{ kind: 'answer', n, error: (error as Error).message },
              ...(error instanceof StatusError && { code: error.code }),
            }),
        );
    }

    function receive(frame: PageFrame): void {
      if (frame.kind === 'hello') greet(frame);
      else if (frame.kind === 'ask') answer(frame);
      else if (!device || !devices.get(device.id)) push({ kind: 'unlinked' });
      else if (frame.kind === 'send') relay.take(device, frame.message);
      else if (!told.has(frame.id)) relay.confirm(device, frame.id);
      else told.get(frame.id)?.();
    }

    const heartbeat = setInterval(() => {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
    }, HEARTBEAT_MS);
    socket.on('pong', () => (alive = true));
    socket.on('close', () => {
      clearInterval(heartbeat);
      leave();
    });
    // A broken connection ends in 'close', which is where it is dealt with.
    socket.on('error', () => socket.terminate());
    socket.on('message', (data: Buffer) => {
      const frame = parsePageFrame(data.toString('utf8'));
      if (frame) receive(frame);
      else socket.close(1007, 'not a frame of the simulator');
    });
  }

  const blows: { [K in keyof Strikes]: (device: Device, value: Strikes[K]) => void } = {
    dropSocketOnce: (device) => device.hangUp?.(),
    crashPage: (device) => device.push?.({ kind: 'crash' }),
    hangMs: (device, ms) => device.push?.({ kind: 'hang', ms }),
    logout: (device) => devices.unlink(device),
    conflict: (device) => device.push?.({ kind: 'conflict' }),
    reload: (device) => device.push?.({ kind: 'reload' }),
    readyAgain: (device) => device.push?.({ kind: 'ready-again' }),
    passState: (device, { state, ms }) => device.push?.({ kind: 'pass-state', state, ms }),
    leakMb: (device, mb) => device.push?.({ kind: 'leak', mb }),
  };

  return {
    upgrade(request, socket, head) {
      if (request.url?.split('?')[0] !== PATH) {
        socket.destroy();
        return;
      }
      server.handleUpgrade(request, socket, head, serve);
    },
    strike(phone, strikes) {
      for (const device of devices.ofPhone(phone)) {
        if (strikes.dropSocketOnce) blows.dropSocketOnce(device, true);
        if (strikes.readyAgain) blows.readyAgain(device, true);
        if (strikes.passState) blows.passState(device, strikes.passState);
        if (strikes.leakMb) blows.leakMb(device, strikes.leakMb);
        if (strikes.reload) blows.reload(device, true);
        if (strikes.hangMs) blows.hangMs(device, strikes.hangMs);
        if (strikes.crashPage) blows.crashPage(device, true);
        if (strikes.conflict) blows.conflict(device, true);
        if (strikes.logout) blows.logout(device, true);
      }
    },
    async faultsChanged(phone) {
      await Promise.all(devices.ofPhone(phone).map(tellFaults));
      const { dropSocket, deaf, blocked } = behaviour.faultsOf(phone);
      for (const device of devices.ofPhone(phone)) {
        if (dropSocket) device.hangUp?.();
        else if (blocked) device.push?.({ kind: 'blocked', state: blocked });
        else if (!deaf) catchUp(device);
      }
    },
    count: () => server.clients.size,
    stop() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
