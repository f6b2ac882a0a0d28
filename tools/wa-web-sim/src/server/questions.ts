import type { WireMessage } from '../protocol.ts';
import type { Actions } from './actions.ts';
import type { BehaviourBook } from './behaviour.ts';
import type { Device, Devices } from './devices.ts';
import type { Sealed } from './inbound.ts';
import type { MediaStore } from './media.ts';
import type { Relay } from './relay.ts';
import type { World } from './world.ts';

/** Answers a page; a thrown error reaches the page as the rejection of its question. */
export type Asked = (device: Device, args: Record<string, unknown>) => unknown;

export interface QuestionDeps {
  devices: Devices;
  relay: Relay;
  actions: Actions;
  media: MediaStore;
  behaviour: BehaviourBook;
  sealed: Sealed;
  world: World;
}

const EARLIER_PAGE = 50;
const REUPLOAD_MS = 150;

function earlierThan(device: Device, chat: unknown, before: unknown): WireMessage[] {
  const inChat = [...device.history.values()].filter((message) => message.chat === chat);
  const end = inChat.findIndex((message) => message.id === before);
  return inChat.slice(0, end === -1 ? inChat.length : end).slice(-EARLIER_PAGE);
}

/** What pages ask about messages. */
export function messageQuestions({
  devices,
  relay,
  actions,
  media,
  behaviour,
  sealed,
  world,
}: QuestionDeps): Record<string, Asked> {
  return {
    exists(_device, { wid }) {
      if (typeof wid !== 'string' || !relay.exists(wid)) return null;
      if (!/@(c\.us|lid)$/.test(wid)) return { wid };
      const digits = world.people.digitsOf(wid);
      return { wid: world.people.addressOf(digits), pn: `${digits}@c.us`, lid: world.people.lidOf(digits) };
    },
    message: (device, { id }) => device.history.get(String(id)) ?? null,
    earlier: (device, { chat, before }) => earlierThan(device, chat, before),

    /** The phone uploads a medium again that has expired; false when it has none either. */
    reupload({ phone }, { directPath }) {
      const item = media.find(String(directPath));
      if (!item || item.state === 'gone' || behaviour.faultsOf(phone).mediaExpired) return false;
      return new Promise((resolve) => {
        relay.later(REUPLOAD_MS, () => {
          item.state = 'there';
          resolve(true);
        });
      });
    },

    /** The writer sends again what could not be read. */
    resend(device, { ids }) {
      for (const id of Array.isArray(ids) ? ids : []) {
        const message = sealed.open(device.phone, String(id));
        if (message) relay.deliver(device.phone, message);
      }
      return true;
    },

    'delete-for-me'(device, { chat, ids }) {
      const keys = (Array.isArray(ids) ? ids : []).map(String);
      for (const sibling of devices.ofPhone(device.phone))
        for (const key of keys) sibling.history.delete(key);
      actions.note({ phone: device.phone, action: 'delete-for-me', chat: String(chat), detail: { keys } });
      return true;
    },

    /** Something that only needs to be known to have happened. */
    act(device, { action, chat, detail }) {
      actions.note({
        phone: device.phone,
        action: String(action).slice(0, 60),
        ...(typeof chat === 'string' && { chat }),
        ...(typeof detail === 'object' && detail !== null && { detail: { ...detail } }),
      });
      return true;
    },

    star(device, { chat, ids, star }) {
      const keys = (Array.isArray(ids) ? ids : []).map(String);
      for (const key of keys) {
        const message = device.history.get(key);
        if (message) message.data = { ...message.data, star: star === true };
      }
      const action = star === true ? 'star' : 'unstar';
      actions.note({ phone: device.phone, action, chat: String(chat), detail: { keys } });
      return true;
    },
  };
}
