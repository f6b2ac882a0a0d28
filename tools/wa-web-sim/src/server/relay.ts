import type { Ack, WireMessage } from '../protocol.ts';
import type { Actions } from './actions.ts';
import { amend, emojiOf, isAmendment, mintedPart, targetOf } from './amendments.ts';
import type { BehaviourBook } from './behaviour.ts';
import { contentOf, textOf } from './content.ts';
import { type Device, type Devices, keepWaiting, remember, tellAck } from './devices.ts';
import { type Ledger, type LedgerEntry, noteEdit, noteRevoke } from './ledger.ts';
import type { MediaStore } from './media.ts';
import type { World } from './world.ts';

/** What lies between the phones: takes sends, writes the ledger, answers acks, delivers inbound messages. */
export interface Relay {
  take(device: Device, message: WireMessage): void;
  /** Delivers a message to every browser of the phone; undefined when none is linked to it. */
  deliver(phone: string, message: WireMessage): Delivered | undefined;
  /** Takes the steps from 1 to 3 with a message that the phone sent without any browser. */
  acknowledge(phone: string, id: string): void;
  /** The page has processed this message. */
  confirm(device: Device, id: string): void;
  /** Whether this wid belongs to a WhatsApp account. */
  exists(wid: string): boolean;
  later(ms: number, work: () => void): void;
  stop(): void;
}

export interface Delivered {
  id: string;
  key: string;
  devices: number;
  connected: number;
}

const RECIPIENT = /^\d{5,25}(-\d{5,25})?@(c\.us|g\.us|lid|newsletter)$|^status@broadcast$/;

export function createRelay(deps: {
  devices: Devices;
  ledger: Ledger;
  actions: Actions;
  media: MediaStore;
  behaviour: BehaviourBook;
  /** Asked late, because the world delivers its notices through the relay. */
  world: () => World;
  /** Called after something worth keeping changed. */
  onChange: () => void;
}): Relay {
  const { devices, ledger, actions, media, behaviour, world, onChange } = deps;
  const timers = new Set<NodeJS.Timeout>();

  function later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  }

  function exists(wid: string): boolean {
    return RECIPIENT.test(wid) && !behaviour.current().notOnWhatsApp.includes(world().people.digitsOf(wid));
  }

  /** Every browser of the phone learns the ack; the ledger's entry, when there is one, keeps its time. */
  function raiseAck(phone: string, id: string, ack: Ack, entry?: LedgerEntry): void {
    if (entry && !entry.acks.some((known) => known.ack >= ack))
      entry.acks.push({ ack, at: new Date().toISOString() });
    for (const device of devices.ofPhone(phone)) {
      const message = device.history.get(id);
      if (!message) continue;
      if (message.ack < ack) message.ack = ack;
      if (!behaviour.faultsOf(phone).deaf) tellAck(device, message);
    }
    onChange();
  }

  function raiseAcks(phone: string, message: WireMessage, entry?: LedgerEntry): void {
    const { deliveredMs, readMs, playedMs, autoRead, autoPlay } = behaviour.current();
    const { lastAck } = behaviour.faultsOf(phone);
    const raise = (ms: number, ack: Ack) => {
      if (lastAck === 0 || ack <= lastAck) later(ms, () => raiseAck(phone, message.id, ack, entry));
    };
    raiseAck(phone, message.id, 1, entry);
    raise(deliveredMs, 2);
    if (autoRead) raise(Math.max(readMs, deliveredMs), 3);
    if (autoPlay && message.type === 'ptt') raise(Math.max(playedMs, readMs, deliveredMs), 4);
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

  /** A person is found in the ledger by phone number, however the page addressed him. */
  function addressee({ chat }: WireMessage): { to: string; lid?: string } {
    return { to: world().people.phoneWidOf(chat), ...(chat.endsWith('@lid') && { lid: chat }) };
  }

  function arrivalOf(device: Device, message: WireMessage) {
    const { media: facts, ...content } = contentOf(message);
    const item = facts && media.find(facts.directPath);
    const bytes = item && { sha256: item.sha256, size: item.size, mimetype: facts.mimetype ?? item.mimetype };
    return {
      key: message.key,
      phone: device.phone,
      ...addressee(message),
      type: message.type,
      text: textOf(message),
      ...content,
      ...(facts && { media: { ...facts, ...bytes } }),
    };
  }

  function accept(device: Device, message: WireMessage): void {
    const { entry, repeated } = ledger.record(arrivalOf(device, message));
    if (repeated && device.history.has(message.id)) {
      // The page may have missed the first answer, so it gets the present state again.
      device.told.set(message.id, 0);
      raiseAck(device.phone, message.id, 1, entry);
      return;
    }
    mirror(device, message);
    raiseAcks(device.phone, message, entry);
  }

  function recordReaction(device: Device, message: WireMessage): void {
    const emoji = emojiOf(message);
    const { entry } = ledger.record({
      ...{ key: message.key, phone: device.phone, ...addressee(message), type: 'reaction', text: emoji },
      reaction: { key: targetOf(message), emoji },
    });
    if (entry.acks.length === 0) entry.acks.push({ ack: 1, at: new Date().toISOString() });
  }

  function recordVote(device: Device, message: WireMessage): void {
    const target = device.history.get(targetOf(message));
    const names = (target && contentOf(target).poll?.options) ?? [];
    const chosen = message.data?.['selectedOptionLocalIds'];
    const options = (Array.isArray(chosen) ? chosen : []).map(
      (option) => names[Number(option)] ?? String(option),
    );
    const { entry } = ledger.record({
      ...{ key: message.key, phone: device.phone, ...addressee(message), type: 'poll_vote', text: '' },
      vote: { poll: targetOf(message), options },
    });
    if (entry.acks.length === 0) entry.acks.push({ ack: 1, at: new Date().toISOString() });
  }

  function recordChange(device: Device, message: WireMessage): void {
    const target = targetOf(message);
    const entry = ledger.entryOf({
      phone: device.phone,
      to: world().people.phoneWidOf(message.chat),
      key: mintedPart(target),
    });
    const isEdit = message.data?.['protocolType'] === 'message_edit';
    const by = message.data?.['subtype'] === 'admin' ? 'admin' : 'sender';
    if (entry && isEdit) noteEdit(entry, message.key, message.body);
    else if (entry) noteRevoke(entry, message.key, by);
    actions.note({
      phone: device.phone,
      action: isEdit ? 'edit' : 'revoke',
      chat: message.chat,
      detail: { key: target, id: message.key, ...(isEdit ? { text: message.body } : { by }) },
    });
  }

  /** Reactions and votes are in the ledger like messages; edits and revocations stand with the message they change. */
  function acceptAmendment(device: Device, message: WireMessage): void {
    if (message.type === 'reaction') recordReaction(device, message);
    else if (message.type === 'poll_update') recordVote(device, message);
    else recordChange(device, message);
    for (const sibling of devices.ofPhone(device.phone)) {
      if (sibling === device) {
        amend(sibling, message);
      } else {
        keepWaiting(sibling, message);
        sibling.push?.({ kind: 'message', message });
      }
    }
    device.push?.({ kind: 'ack', id: message.id, ack: 1 });
    onChange();
  }

  function decide(device: Device, message: WireMessage): void {
    const { refuse } = behaviour.faultsOf(device.phone);
    if (refuse || !exists(message.chat) || !world().mayWrite(device.phone, message.chat)) {
      device.push?.({ kind: 'ack', id: message.id, ack: -1 });
    } else if (isAmendment(message)) {
      acceptAmendment(device, message);
    } else {
      accept(device, message);
    }
  }

  /** Whether this message is new to the device, or takes the place of one that could not be read yet. */
  function isNews(device: Device, message: WireMessage): boolean {
    const known = device.history.get(message.id);
    if (!known) return !device.waiting.has(message.id);
    return known.type === 'ciphertext' && message.type !== 'ciphertext';
  }

  return {
    exists,
    later,
    take(device, message) {
      const { mute, slowMs } = behaviour.faultsOf(device.phone);
      if (mute) return;
      if (slowMs > 0) later(slowMs, () => decide(device, message));
      else decide(device, message);
    },
    deliver(phone, message) {
      const receivers = devices.ofPhone(phone);
      if (receivers.length === 0) return undefined;
      let connected = 0;
      for (const device of receivers) {
        if (!isNews(device, message)) continue;
        const copy: WireMessage = { aliases: world().aliasesIn(message), ...structuredClone(message) };
        if (!isAmendment(message)) remember(device, copy, message.ack);
        keepWaiting(device, copy);
        if (!behaviour.faultsOf(phone).deaf && device.push?.({ kind: 'message', message: copy })) connected++;
      }
      onChange();
      return { id: message.id, key: message.key, devices: receivers.length, connected };
    },
    acknowledge(phone, id) {
      const message = devices
        .ofPhone(phone)
        .map(({ history }) => history.get(id))
        .find((known) => known !== undefined);
      if (message) raiseAcks(phone, message);
    },
    confirm(device, id) {
      const message = device.waiting.get(id);
      device.waiting.delete(id);
      // Until now the page shows the message as it was, and so must whatever is read back from here.
      if (message && isAmendment(message)) amend(device, message);
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
