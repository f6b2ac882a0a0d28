import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Ack, BrowserInfo, Identity, ServerFrame, WireMessage } from '../protocol.ts';

/** A browser linked to a phone: its conversation history, and what it has not been told yet. */
export interface Device {
  readonly id: string;
  readonly secret: string;
  readonly phone: string;
  readonly pushName: string;
  readonly linkedAt: string;
  /** Whether the phone runs WhatsApp Business. */
  readonly business: boolean;
  about: BrowserInfo;
  /** By serialized key, oldest first. `ack` is the truth; `told` below is what the page knows. */
  readonly history: Map<string, WireMessage>;
  readonly told: Map<string, Ack>;
  /** Messages from outside that the page has not confirmed, by serialized key. */
  readonly waiting: Map<string, WireMessage>;
  /** Sends a frame to the device's page; false when there is none. Set while a page is connected. */
  push?: (frame: ServerFrame) => boolean;
  /** Closes the page's socket. Set while a page is connected. */
  hangUp?: () => void;
}

export interface StoredDevice {
  id: string;
  secret: string;
  phone: string;
  pushName: string;
  linkedAt: string;
  business?: boolean;
  about: BrowserInfo;
  history: WireMessage[];
  waiting: WireMessage[];
}

const HISTORY_MAX = 20_000;
const WAITING_MAX = 10_000;
const STORED_HISTORY_MAX = 200;
const DEVICES_MAX = 20_000;

function putBounded(map: Map<string, WireMessage>, message: WireMessage, max: number): string | undefined {
  map.set(message.id, message);
  if (map.size <= max) return undefined;
  const oldest = map.keys().next();
  if (oldest.done) return undefined;
  map.delete(oldest.value);
  return oldest.value;
}

/** Adds to what the device remembers; the oldest message is forgotten at the bound. */
export function remember(device: Device, message: WireMessage, told: Ack): void {
  const forgotten = putBounded(device.history, message, HISTORY_MAX);
  if (forgotten !== undefined) device.told.delete(forgotten);
  device.told.set(message.id, told);
}

/** Keeps a message until the device's page confirms it. */
export function keepWaiting(device: Device, message: WireMessage): void {
  putBounded(device.waiting, message, WAITING_MAX);
}

/** Tells the page what it missed: unconfirmed messages, and acks that moved while it was away. */
export function catchUp(device: Device): void {
  for (const message of device.waiting.values()) device.push?.({ kind: 'message', message });
  for (const message of device.history.values()) tellAck(device, message);
}

/** Tells the page the present ack of a message unless it knows. */
export function tellAck(device: Device, message: WireMessage): void {
  if (!message.fromMe || device.told.get(message.id) === message.ack) return;
  if (device.push?.({ kind: 'ack', id: message.id, ack: message.ack }))
    device.told.set(message.id, message.ack);
}

export interface Devices {
  link(phone: string, pushName: string, business: boolean): Device;
  /** The device whose identity this is, or undefined when it was never linked or has been unlinked. */
  recognise(identity: Identity): Device | undefined;
  get(id: string): Device | undefined;
  ofPhone(phone: string): Device[];
  all(): Device[];
  unlink(device: Device): void;
  snapshot(): StoredDevice[];
}

function revive(stored: StoredDevice): Device {
  const { history, waiting, ...rest } = stored;
  return {
    business: false,
    ...rest,
    history: new Map(history.map((message) => [message.id, message])),
    told: new Map(history.map((message) => [message.id, message.ack])),
    waiting: new Map(waiting.map((message) => [message.id, message])),
  };
}

function store(device: Device): StoredDevice {
  const { id, secret, phone, pushName, linkedAt, business, about, history, waiting } = device;
  return {
    id,
    secret,
    phone,
    pushName,
    linkedAt,
    business,
    about,
    history: [...history.values()].slice(-STORED_HISTORY_MAX),
    waiting: [...waiting.values()],
  };
}

function sameSecret(a: string, b: unknown): boolean {
  if (typeof b !== 'string' || a.length !== b.length) return false;
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** `onChange` is called after a device was linked or unlinked. */
export function createDevices(stored: StoredDevice[], onChange: () => void): Devices {
  const devices = new Map<string, Device>();
  const byPhone = new Map<string, Set<Device>>();

  function add(device: Device): void {
    devices.set(device.id, device);
    byPhone.set(device.phone, (byPhone.get(device.phone) ?? new Set()).add(device));
  }

  function remove(device: Device): void {
    devices.delete(device.id);
    const siblings = byPhone.get(device.phone);
    siblings?.delete(device);
    if (siblings?.size === 0) byPhone.delete(device.phone);
  }

  for (const device of stored) add(revive(device));

  return {
    link(phone, pushName, business) {
      if (devices.size >= DEVICES_MAX)
        throw new Error(`The simulator holds at most ${DEVICES_MAX} linked devices.`);
      const device: Device = {
        id: randomUUID(),
        secret: randomBytes(24).toString('hex'),
        phone,
        pushName,
        linkedAt: new Date().toISOString(),
        business,
        about: {},
        history: new Map(),
        told: new Map(),
        waiting: new Map(),
      };
      add(device);
      onChange();
      return device;
    },
    recognise(identity) {
      const device = devices.get(identity.deviceId);
      return device && sameSecret(device.secret, identity.secret) ? device : undefined;
    },
    get: (id) => devices.get(id),
    ofPhone: (phone) => [...(byPhone.get(phone) ?? [])],
    all: () => [...devices.values()],
    unlink(device) {
      remove(device);
      onChange();
      device.push?.({ kind: 'unlinked' });
    },
    snapshot: () => [...devices.values()].map(store),
  };
}
