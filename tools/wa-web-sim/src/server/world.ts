import { randomBytes } from 'node:crypto';
import type { ServerFrame, WireChannel, WireGroup, WireMessage, WireWorld } from '../protocol.ts';
import type { BehaviourBook } from './behaviour.ts';
import { type Channel, type Channels, createChannels } from './channels.ts';
import { type Chats, createChats, type StoredChats } from './chats.ts';
import type { Devices } from './devices.ts';
import { createGroups, type Group, type GroupEvent, type Groups } from './groups.ts';
import type { MediaStore } from './media.ts';
import { createPeople, type People, type StoredPeople } from './people.ts';

export interface StoredWorld {
  people: StoredPeople;
  groups: Group[];
  channels: Channel[];
  chats: StoredChats;
}

/** Everything around the messages: people, groups, channels, and how each phone keeps its chats. */
export interface World {
  people: People;
  groups: Groups;
  channels: Channels;
  chats: Chats;
  /** What a page is told when it comes. */
  viewOf(phone: string): WireWorld;
  groupView(group: Group): WireGroup;
  channelView(channel: Channel, phone: string): WireChannel;
  /** The LIDs that a message speaks of, with the phone numbers behind them. */
  aliasesIn(message: WireMessage): Record<string, string>;
  /** Tells all browsers of the phone. */
  tell(phone: string, frame: ServerFrame): void;
  /** Whether this phone may write there. */
  mayWrite(phone: string, chat: string): boolean;
  snapshot(): StoredWorld;
}

const now = (): number => Math.floor(Date.now() / 1000);

export function createWorld(deps: {
  devices: Devices;
  behaviour: BehaviourBook;
  media: MediaStore;
  stored: StoredWorld | undefined;
  /** Delivers a notice to a phone. */
  deliver: (phone: string, message: WireMessage) => void;
  onChange: () => void;
}): World {
  const { devices, behaviour, media, stored, deliver, onChange } = deps;
  const people = createPeople(behaviour, media, stored?.people);
  const channels = createChannels(stored?.channels ?? []);
  const chats = createChats(stored?.chats);
  const groups = createGroups(stored?.groups ?? [], announce);

  function notice({ group, subtype, by, about, text = '' }: GroupEvent): WireMessage {
    const key = `3A${randomBytes(9).toString('hex').toUpperCase()}`;
    const participant = people.addressOf(by);
    return {
      ...{ id: `false_${group.id}_${key}_${participant}`, key, fromMe: false, chat: group.id, participant },
      ...{ type: 'gp2', body: text, t: now(), ack: 0 },
      data: { subtype, recipients: about.map((number) => people.addressOf(number)) },
    };
  }

  /** Members, and those who are none any more, learn how the group is now and get a notice in its chat. */
  function announce(event: GroupEvent): void {
    const { group, about } = event;
    const concerned = new Set([...group.members.map(({ number }) => number), ...about]);
    const message = notice(event);
    for (const phone of concerned) {
      tell(phone, { kind: 'group', group: groupView(group) });
      deliver(phone, message);
    }
    onChange();
  }

  function tell(phone: string, frame: ServerFrame): void {
    for (const device of devices.ofPhone(phone)) device.push?.(frame);
  }

  function groupView(group: Group): WireGroup {
    const { members, requests, ...rest } = group;
    return {
      ...rest,
      lids: behaviour.current().addressing === 'lid',
      members: members.map(({ number, ...rights }) => ({
        ...rights,
        pn: `${number}@c.us`,
        lid: people.lidOf(number),
      })),
      requests: requests.map(({ number, at }) => ({ id: people.addressOf(number), at })),
    };
  }

  function channelView({ owner, subscribers, muted, ...rest }: Channel, phone: string): WireChannel {
    const role = owner === phone ? 'owner' : subscribers.includes(phone) ? 'subscriber' : 'guest';
    return { ...rest, role, muted: muted.includes(phone), subscribers: subscribers.length };
  }

  return {
    ...{ people, groups, channels, chats, groupView, channelView, tell },
    viewOf: (phone) => ({
      lid: people.lidOf(phone),
      contacts: people.contacts(phone),
      groups: groups.of(phone).map(groupView),
      channels: channels.of(phone).map((channel) => channelView(channel, phone)),
      chats: chats.flags(phone),
      labels: chats.labels(phone),
    }),
    aliasesIn({ chat, participant }) {
      const lids = [chat, participant].filter((wid) => wid?.endsWith('@lid')) as string[];
      return Object.fromEntries(lids.map((lid) => [lid, people.phoneWidOf(lid)]));
    },
    mayWrite(phone, chat) {
      if (chat.endsWith('@newsletter'))
        return channels.of(phone).some(({ id, owner }) => id === chat && owner === phone);
      const group = groups.get(chat);
      if (!group) return true;
      const member = group.members.find(({ number }) => number === phone);
      return member !== undefined && (member.admin || !group.announce);
    },
    snapshot: () => ({
      people: people.snapshot(),
      groups: groups.snapshot(),
      channels: channels.snapshot(),
      chats: chats.snapshot(),
    }),
  };
}
