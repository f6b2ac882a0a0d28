import { randomBytes } from 'node:crypto';
import type { Ack, WireMessage } from '../protocol.ts';
import type { BehaviourBook } from './behaviour.ts';
import { type Device, type Devices, keepWaiting, remember, tellAck } from './devices.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';

/** A message that arrives at a phone from outside. */
export interface Inbound {
  phone: string;
  /** Digits of the writer. */
  from: string;
  text: string;
  /** The minted part of the key; given again, it is the same message. */
  id?: string;
  pushName?: string;
  /** Digits of the group it is written in, with or without `@g.us`. */
  group?: string;
}

/** What lies between the phones: takes sends, writes the ledger, answers acks, delivers inbound messages. */
export interface Relay {
  take(device: Device, message: WireMessage): void;
  /** undefined when no browser is linked to the phone. */
  arrive(inbound: Inbound): { id: string; key: string; devices: number; connected: number } | undefined;
  /** Whether this wid belongs to a WhatsApp account. */
  exists(wid: string): boolean;
  stop(): void;
}

const RECIPIENT = /^\d{5,25}(-\d{5,25})?@(c\.us|g\.us|lid)$/;

export function createRelay(deps: {
  devices: Devices;
  ledger: Ledger;
  behaviour: BehaviourBook;
  /** Called after something worth keeping changed. */
  onChange: () => void;
}): Relay {
  const { devices, ledger, behaviour, onChange } = deps;
  const timers = new Set<NodeJS.Timeout>();

  function later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  }

  function exists(wid: string): boolean {
    return RECIPIENT.test(wid) && !behaviour.current().notOnWhatsApp.includes(wid.split('@')[0] ?? '');
  }

  function raiseAck(phone: string, id: string, entry: LedgerEntry, ack: Ack): void {
    if (!entry.acks.some((known) => known.ack >= ack)) entry.acks.push({ ack, at: new Date().toISOString() });
    for (const device of devices.ofPhone(phone)) {
      const message = device.history.get(id);
      if (!message) continue;
      if (message.ack < ack) message.ack = ack;
      if (!behaviour.faultsOf(phone).deaf) tellAck(device, message);
    }
    onChange();
  }

  /** The phone's other browsers show what this one has sent. */
  function mirror(sender: Device, message: WireMessage): void {
    for (const device of devices.ofPhone(sender.phone)) {
      const copy: WireMessage = { ...message, fromMe: true, ack: 0 };
      remember(device, copy, 0);
      if (device === sender) continue;
      keepWaiting(device, copy);
      device.push?.({ kind: 'message', message: copy });
    }
  }

  function accept(device: Device, message: WireMessage): void {
    const { entry, repeated } = ledger.record({
      key: message.key,
      phone: device.phone,
      to: message.chat,
      type: message.type,
      text: message.body,
    });
    if (repeated && device.history.has(message.id)) {
      // The page may have missed the first answer, so it gets the present state again.
      device.told.set(message.id, 0);
      raiseAck(device.phone, message.id, entry, 1);
      return;
    }
    mirror(device, message);
    raiseAck(device.phone, message.id, entry, 1);
    const { deliveredMs, readMs, autoRead } = behaviour.current();
    later(deliveredMs, () => raiseAck(device.phone, message.id, entry, 2));
    if (autoRead) later(Math.max(readMs, deliveredMs), () => raiseAck(device.phone, message.id, entry, 3));
  }

  function decide(device: Device, message: WireMessage): void {
    if (behaviour.faultsOf(device.phone).refuse || !exists(message.chat)) {
      device.push?.({ kind: 'ack', id: message.id, ack: -1 });
    } else {
      accept(device, message);
    }
  }

  function arrivingMessage({ from, text, id, pushName, group }: Inbound): WireMessage {
    const key = id ?? `3A${randomBytes(9).toString('hex').toUpperCase()}`;
    const writer = `${from}@c.us`;
    const chat = group === undefined ? writer : `${group.replace(/@g\.us$/, '')}@g.us`;
    return {
      id: `false_${chat}_${key}${group === undefined ? '' : `_${writer}`}`,
      key,
      fromMe: false,
      chat,
      ...(group !== undefined && { participant: writer }),
      type: 'chat',
      body: text,
      t: Math.floor(Date.now() / 1000),
      ack: 0,
      ...(pushName !== undefined && { notifyName: pushName }),
    };
  }

  return {
    exists,
    take(device, message) {
      const { mute, slowMs } = behaviour.faultsOf(device.phone);
      if (mute) return;
      if (slowMs > 0) later(slowMs, () => decide(device, message));
      else decide(device, message);
    },
    arrive(inbound) {
      const receivers = devices.ofPhone(inbound.phone);
      if (receivers.length === 0) return undefined;
      const message = arrivingMessage(inbound);
      let connected = 0;
      for (const device of receivers) {
        if (device.history.has(message.id)) continue;
        remember(device, message, message.ack);
        keepWaiting(device, message);
        if (!behaviour.faultsOf(device.phone).deaf && device.push?.({ kind: 'message', message }))
          connected++;
      }
      onChange();
      return { id: message.id, key: message.key, devices: receivers.length, connected };
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
