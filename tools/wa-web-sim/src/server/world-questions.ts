import type { Actions } from './actions.ts';
import type { BehaviourBook } from './behaviour.ts';
import type { Device, Devices } from './devices.ts';
import { type Group, type GroupSetting, StatusError } from './groups.ts';
import { keepPicture } from './people.ts';
import type { MediaStore } from './media.ts';
import type { Asked } from './questions.ts';
import type { Relay } from './relay.ts';
import type { World } from './world.ts';

export interface WorldQuestionDeps {
  world: World;
  devices: Devices;
  relay: Relay;
  media: MediaStore;
  actions: Actions;
  behaviour: BehaviourBook;
  onChange: () => void;
}

type Args = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);

const SETTINGS: Record<string, { setting: GroupSetting; value: (given: unknown) => boolean }> = {
  announcement: { setting: 'announce', value: (given) => given === 1 },
  restrict: { setting: 'restrict', value: (given) => given === 1 },
  // 0 says that only admins may add members.
  member_add_mode: { setting: 'adminsAdd', value: (given) => given === 0 },
  membership_approval_mode: { setting: 'joinApproval', value: (given) => given === 1 },
};

function chatQuestions({ world, devices, actions, onChange }: WorldQuestionDeps): Record<string, Asked> {
  /** Keeps how the chat is now, tells the phone's other browsers, and notes what was done. */
  function keep(device: Device, { chat, action, flags, detail }: Args): boolean {
    const id = text(chat);
    const now = world.chats.set(device.phone, id, flags as object);
    for (const sibling of devices.ofPhone(device.phone))
      if (sibling !== device) sibling.push?.({ kind: 'chat', id, flags: now });
    actions.note({
      ...{ phone: device.phone, action: text(action), chat: id },
      ...(detail !== undefined && { detail: detail as Args }),
    });
    onChange();
    return true;
  }

  function emptyChat(device: Device, chat: string): void {
    for (const sibling of devices.ofPhone(device.phone))
      for (const message of sibling.history.values())
        if (message.chat === chat) sibling.history.delete(message.id);
  }

  return {
    chat: keep,
    presence({ phone }, { available, chat, state }) {
      world.chats.setPresence(phone, {
        ...(typeof available === 'boolean' && { available }),
        ...(typeof chat === 'string' && { chat }),
        ...(typeof state === 'string' && { state }),
      });
      const online = available === true ? 'available' : 'unavailable';
      const action = typeof available === 'boolean' ? online : text(state) || 'paused';
      actions.note({ phone, action, ...(typeof chat === 'string' && { chat }) });
      return true;
    },
    'clear-chat'(device, { chat, remove }) {
      emptyChat(device, text(chat));
      if (remove === true) world.chats.forget(device.phone, text(chat));
      actions.note({
        phone: device.phone,
        action: remove === true ? 'delete-chat' : 'clear-chat',
        chat: text(chat),
      });
      onChange();
      return true;
    },
  };
}

function peopleQuestions({ world, actions, onChange }: WorldQuestionDeps): Record<string, Asked> {
  const { people } = world;
  return {
    about: (_device, { wid }) => people.person(people.digitsOf(text(wid))).about ?? null,
    picture(_device, { wid }) {
      const id = text(wid);
      if (id.endsWith('@g.us')) return world.groups.get(id)?.picture ?? null;
      if (id.endsWith('@newsletter')) return world.channels.known(id).picture ?? null;
      return people.person(people.digitsOf(id)).picture ?? null;
    },
    block({ phone }, { wid, blocked }) {
      people.note(phone, people.digitsOf(text(wid)), { blocked: blocked === true });
      actions.note({
        phone,
        action: blocked === true ? 'block' : 'unblock',
        chat: people.phoneWidOf(text(wid)),
      });
      onChange();
      return true;
    },
    contact({ phone }, { wid, name }) {
      const digits = people.digitsOf(text(wid));
      people.note(phone, digits, { name: text(name) });
      actions.note({ phone, action: 'save-contact', chat: `${digits}@c.us`, detail: { name } });
      onChange();
      return people.contact(phone, digits);
    },
    async profile({ phone }, { about, name, picture }) {
      if (typeof about === 'string') people.describe(phone, { about });
      if (typeof name === 'string') people.describe(phone, { pushName: name });
      if (picture !== undefined)
        await people.setPicture(phone, typeof picture === 'string' ? picture : undefined);
      const what = typeof about === 'string' ? 'about' : typeof name === 'string' ? 'name' : 'picture';
      actions.note({
        phone,
        action: `set-${what}`,
        detail: what === 'picture' ? {} : { [what]: about ?? name },
      });
      onChange();
      return true;
    },
    'common-groups': ({ phone }, { wid }) =>
      world.groups
        .of(people.digitsOf(text(wid)))
        .filter(({ members }) => members.some(({ number }) => number === phone))
        .map(({ id }) => id),
  };
}

function groupQuestions(deps: WorldQuestionDeps): Record<string, Asked> {
  const { world, relay, media, actions, behaviour } = deps;
  const { groups, people } = world;

  /** A group that was only written to becomes one when its first change is asked for. */
  function materialize(phone: string, id: string): Group {
    return groups.get(id) ?? groups.create({ id, subject: `Group ${id.split('@')[0]}`, owner: phone });
  }

  const numbersIn = ({ wids }: Args): string[] => list(wids).map((wid) => people.digitsOf(wid));

  /** Wraps a change of a group: it is noted once WhatsApp has taken it. */
  function change(action: string, work: (phone: string, id: string, args: Args) => unknown): Asked {
    return async ({ phone }, args) => {
      const id = text(args['group']);
      materialize(phone, id);
      const answer = await work(phone, id, args);
      const { group: _group, picture: _picture, ...detail } = args;
      actions.note({ phone, action, chat: id, detail });
      return answer ?? true;
    };
  }

  /** The status with which WhatsApp answers for one person who is to become a member. */
  function addable(number: string, members: string[]): number {
    const { notAddable } = behaviour.current();
    if (!relay.exists(`${number}@c.us`)) return 404;
    if (notAddable.includes(number)) return 403;
    return members.includes(number) ? 409 : 200;
  }

  return {
    group({ phone }, { group }) {
      const known = groups.get(text(group));
      return known?.members.some(({ number }) => number === phone) ? world.groupView(known) : null;
    },
    'group-create'({ phone }, args) {
      const numbers = numbersIn(args);
      const results = numbers.map((number) => ({
        wid: people.addressOf(number),
        code: addable(number, [phone]),
      }));
      const members = numbers.filter((_number, index) => results[index]?.code === 200);
      const { subject, announce, restrict, adminsAdd, joinApproval } = args;
      const group = groups.create({
        ...{ subject: text(subject), owner: phone, members },
        ...{ announce: announce === true, restrict: restrict === true },
        ...{ adminsAdd: adminsAdd === true, joinApproval: joinApproval === true },
      });
      actions.note({ phone, action: 'group-create', chat: group.id, detail: { subject, members } });
      return { group: world.groupView(group), results };
    },
    'group-add': change('group-add', (phone, id, args) => {
      const members = groups.known(id).members.map(({ number }) => number);
      const results = numbersIn(args).map((number) => ({ number, code: addable(number, members) }));
      const welcome = results.filter(({ code }) => code === 200).map(({ number }) => number);
      if (welcome.length > 0) groups.add(id, phone, welcome);
      return results;
    }),
    'group-remove': change('group-remove', (phone, id, args) => groups.remove(id, phone, numbersIn(args))),
    'group-promote': change('group-promote', (phone, id, args) =>
      groups.setAdmin(id, phone, numbersIn(args), true),
    ),
    'group-demote': change('group-demote', (phone, id, args) =>
      groups.setAdmin(id, phone, numbersIn(args), false),
    ),
    'group-subject': change('group-subject', (phone, id, args) =>
      groups.setText(id, phone, 'subject', text(args['text'])),
    ),
    'group-description': change('group-description', (phone, id, args) =>
      groups.setText(id, phone, 'description', text(args['text'])),
    ),
    'group-setting': change('group-setting', (phone, id, args) => {
      const known = SETTINGS[text(args['property'])];
      if (!known) throw new StatusError(400, `Groups have no property "${text(args['property'])}".`);
      groups.setSetting(id, phone, known.setting, known.value(args['value']));
    }),
    'group-picture': change('group-picture', async (phone, id, args) => {
      const { picture } = args;
      groups.setPicture(
        id,
        phone,
        typeof picture === 'string' ? await keepPicture(media, picture) : undefined,
      );
    }),
    'group-invite': ({ phone }, args) => {
      const group = materialize(phone, text(args['group']));
      const member = group.members.find(({ number }) => number === phone);
      if (!member?.admin) throw new StatusError(403, 'Only admins see the invite code.');
      return group.inviteCode;
    },
    'group-new-invite': change('group-new-invite', (phone, id) => groups.newInvite(id, phone)),
    'group-leave': change('group-leave', (phone, id) => groups.leave(id, phone)),
    'group-by-invite'(_device, { code }) {
      const group = groups.byInvite(text(code));
      if (!group) throw new StatusError(404, 'No group has this invite code.');
      return world.groupView(group);
    },
    'group-join'({ phone }, { code }) {
      const group = groups.byInvite(text(code));
      if (!group) throw new StatusError(404, 'No group has this invite code.');
      const { joined } = groups.join(group.id, phone);
      actions.note({ phone, action: 'group-join', chat: group.id, detail: { joined } });
      return group.id;
    },
    'group-answer-request': change('group-answer-request', (phone, id, args) => {
      const approve = args['approve'] === true;
      return numbersIn(args).map((number) => {
        try {
          groups.answerRequest(id, phone, number, approve);
          return { number, code: 200 };
        } catch (error) {
          if (error instanceof StatusError) return { number, code: error.code };
          throw error;
        }
      });
    }),
  };
}

function channelQuestions({ world, media, actions, onChange }: WorldQuestionDeps): Record<string, Asked> {
  const { channels } = world;

  function change(action: string, work: (phone: string, id: string, args: Args) => unknown): Asked {
    return async ({ phone }, args) => {
      const id = text(args['channel']);
      await work(phone, id, args);
      const { channel: _channel, picture: _picture, ...detail } = args;
      actions.note({ phone, action, chat: id, detail });
      onChange();
      return action === 'channel-delete' ? true : world.channelView(channels.known(id), phone);
    };
  }

  return {
    channel: ({ phone }, { channel }) => world.channelView(channels.known(text(channel)), phone),
    'channel-by-invite': ({ phone }, { code }) => world.channelView(channels.byInvite(text(code)), phone),
    'channel-search': ({ phone }, { query, limit }) =>
      channels
        .all()
        .filter(({ name }) => name.toLowerCase().includes(text(query).toLowerCase()))
        .slice(0, typeof limit === 'number' ? limit : 50)
        .map((channel) => world.channelView(channel, phone)),
    async 'channel-create'({ phone }, { name, description, picture }) {
      const channel = channels.create({ name: text(name), description: text(description), owner: phone });
      const address = typeof picture === 'string' ? await keepPicture(media, picture) : undefined;
      if (address !== undefined) channel.picture = address;
      actions.note({ phone, action: 'channel-create', chat: channel.id, detail: { name } });
      onChange();
      return world.channelView(channel, phone);
    },
    'channel-subscribe': change('channel-subscribe', (phone, id) => channels.subscribe(id, phone, true)),
    'channel-unsubscribe': change('channel-unsubscribe', (phone, id) => channels.subscribe(id, phone, false)),
    'channel-mute': change('channel-mute', (phone, id, { muted }) =>
      channels.mute(id, phone, muted === true),
    ),
    'channel-delete': change('channel-delete', (phone, id) => channels.remove(id, phone)),
    'channel-edit': change('channel-edit', async (phone, id, { name, description, picture, reactions }) => {
      const channel = channels.owned(id, phone);
      if (typeof name === 'string') channel.name = name;
      if (typeof description === 'string') channel.description = description;
      if (typeof reactions === 'number') channel.reactions = reactions;
      const address = typeof picture === 'string' ? await keepPicture(media, picture) : undefined;
      if (address !== undefined) channel.picture = address;
      if (picture === null) delete channel.picture;
    }),
  };
}

/** What pages ask and tell about people, chats, groups and channels. */
export function worldQuestions(deps: WorldQuestionDeps): Record<string, Asked> {
  return {
    ...chatQuestions(deps),
    ...peopleQuestions(deps),
    ...groupQuestions(deps),
    ...channelQuestions(deps),
  };
}
