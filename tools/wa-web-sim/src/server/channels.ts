import { randomBytes, randomInt } from 'node:crypto';
import { StatusError } from './groups.ts';

export interface Channel {
  /** `<digits>@newsletter` */
  id: string;
  name: string;
  description: string;
  inviteCode: string;
  /** Unix seconds. */
  createdAt: number;
  /** Digits; nobody in the simulation when empty. */
  owner: string;
  subscribers: string[];
  muted: string[];
  reactions: number;
  picture?: string;
}

export interface NewChannel {
  id?: string;
  name: string;
  description?: string;
  owner?: string;
  subscribers?: string[];
}

export interface Channels {
  /** Throws StatusError 404 where there is none. */
  known(id: string): Channel;
  byInvite(code: string): Channel;
  of(number: string): Channel[];
  all(): Channel[];
  create(channel: NewChannel): Channel;
  subscribe(id: string, number: string, on: boolean): void;
  mute(id: string, number: string, on: boolean): void;
  /** Throws StatusError 403 unless `by` owns it. */
  owned(id: string, by: string): Channel;
  remove(id: string, by: string): void;
  snapshot(): Channel[];
}

const CHANNELS_MAX = 10_000;
const PEOPLE_MAX = 10_000;

function toggle(list: string[], one: string, on: boolean): string[] {
  const others = list.filter((known) => known !== one);
  return on ? [...others, one].slice(-PEOPLE_MAX) : others;
}

export function createChannels(stored: Channel[]): Channels {
  const channels = new Map(stored.map((channel) => [channel.id, channel]));

  function known(id: string): Channel {
    const channel = channels.get(id);
    if (!channel) throw new StatusError(404, 'There is no such channel.');
    return channel;
  }

  function owned(id: string, by: string): Channel {
    const channel = known(id);
    if (channel.owner !== by) throw new StatusError(403, 'Only the owner of the channel may do this.');
    return channel;
  }

  return {
    known,
    owned,
    byInvite(code) {
      const found = [...channels.values()].find(({ inviteCode }) => inviteCode === code);
      if (!found) throw new StatusError(404, 'No channel has this invite code.');
      return found;
    },
    of: (number) =>
      [...channels.values()].filter(
        ({ owner, subscribers }) => owner === number || subscribers.includes(number),
      ),
    all: () => [...channels.values()],
    create({
      id = `120363${randomInt(1e11, 1e12)}@newsletter`,
      name,
      description = '',
      owner = '',
      subscribers = [],
    }) {
      if (channels.has(id)) throw new StatusError(409, 'There is a channel with this id.');
      if (channels.size >= CHANNELS_MAX)
        throw new StatusError(507, `There are ${CHANNELS_MAX} channels, and no more fit.`);
      const channel: Channel = {
        ...{ id, name, description, owner, subscribers, muted: [], reactions: 1 },
        inviteCode: randomBytes(16).toString('base64url').slice(0, 22),
        createdAt: Math.floor(Date.now() / 1000),
      };
      channels.set(id, channel);
      return channel;
    },
    subscribe(id, number, on) {
      const channel = known(id);
      channel.subscribers = toggle(channel.subscribers, number, on);
    },
    mute(id, number, on) {
      const channel = known(id);
      channel.muted = toggle(channel.muted, number, on);
    },
    remove(id, by) {
      channels.delete(owned(id, by).id);
    },
    snapshot: () => [...channels.values()],
  };
}
