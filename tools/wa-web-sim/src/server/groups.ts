import { randomBytes } from 'node:crypto';

export interface Member {
  /** Digits of the phone number. */
  number: string;
  admin: boolean;
  owner: boolean;
}

export interface Group {
  /** `<digits>@g.us` */
  id: string;
  subject: string;
  description: string;
  /** Unix seconds. */
  createdAt: number;
  /** Only admins may write. */
  announce: boolean;
  /** Only admins may change subject, description and picture. */
  restrict: boolean;
  /** Only admins may add members. */
  adminsAdd: boolean;
  /** Who wants to join by link must be approved. */
  joinApproval: boolean;
  members: Member[];
  requests: { number: string; at: number }[];
  inviteCode: string;
  picture?: string;
}

/** What was done to a group; `subtype` is WhatsApp's name of the notice about it. */
export interface GroupEvent {
  group: Group;
  subtype: string;
  /** Digits of who did it. */
  by: string;
  /** Digits of whom it concerns. */
  about: string[];
  text?: string;
}

/** WhatsApp answers a request with a status other than 200. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export type GroupSetting = 'announce' | 'restrict' | 'adminsAdd' | 'joinApproval';

export interface NewGroup extends Partial<Record<GroupSetting, boolean>> {
  id?: string;
  subject: string;
  description?: string;
  /** Digits of the one who founded it. */
  owner: string;
  admins?: string[];
  members?: string[];
}

export interface Groups {
  get(id: string): Group | undefined;
  /** Throws StatusError 404 where there is none. */
  known(id: string): Group;
  byInvite(code: string): Group | undefined;
  all(): Group[];
  of(number: string): Group[];
  create(group: NewGroup): Group;
  /** Each throws StatusError where the one who asks may not. */
  add(id: string, by: string, numbers: string[]): void;
  remove(id: string, by: string, numbers: string[]): void;
  setAdmin(id: string, by: string, numbers: string[], admin: boolean): void;
  setText(id: string, by: string, field: 'subject' | 'description', text: string): void;
  setSetting(id: string, by: string, setting: GroupSetting, value: boolean): void;
  setPicture(id: string, by: string, picture: string | undefined): void;
  newInvite(id: string, by: string): string;
  /** Joins by link; where that needs approval, the wish is noted and `joined` is false. */
  join(id: string, number: string): { joined: boolean };
  leave(id: string, number: string): void;
  answerRequest(id: string, by: string, number: string, approve: boolean): void;
  snapshot(): Group[];
}

const GROUPS_MAX = 10_000;
const MEMBERS_MAX = 1_024;

const mintCode = (): string => randomBytes(16).toString('base64url').slice(0, 22);
const mintId = (): string =>
  `120363${BigInt(`0x${randomBytes(7).toString('hex')}`)
    .toString()
    .slice(0, 12)
    .padStart(12, '0')}@g.us`;

export function createGroups(stored: Group[], announceEvent: (event: GroupEvent) => void): Groups {
  const groups = new Map(stored.map((group) => [group.id, group]));

  function known(id: string): Group {
    const group = groups.get(id);
    if (!group) throw new StatusError(404, 'There is no such group.');
    return group;
  }

  const memberOf = (group: Group, number: string) => group.members.find((member) => member.number === number);

  /** The group, if `by` may change it; `needsAdmin` says whether being a member is not enough. */
  function changeable(id: string, by: string, needsAdmin: boolean): Group {
    const group = known(id);
    const member = memberOf(group, by);
    if (!member) throw new StatusError(403, 'Only members may change a group.');
    if (needsAdmin && !member.admin) throw new StatusError(403, 'Only admins may do this.');
    return group;
  }

  function enter(group: Group, numbers: string[]): void {
    if (group.members.length + numbers.length > MEMBERS_MAX) throw new StatusError(419, 'The group is full.');
    for (const number of numbers) {
      if (!memberOf(group, number)) group.members.push({ number, admin: false, owner: false });
    }
  }

  function quit(group: Group, numbers: string[]): void {
    group.members = group.members.filter(({ number }) => !numbers.includes(number));
  }

  function dropRequest(group: Group, number: string): void {
    const before = group.requests.length;
    group.requests = group.requests.filter((request) => request.number !== number);
    if (group.requests.length === before) throw new StatusError(404, 'This person has not asked to join.');
  }

  return {
    get: (id) => groups.get(id),
    known,
    byInvite: (code) => [...groups.values()].find((group) => group.inviteCode === code),
    all: () => [...groups.values()],
    of: (number) => [...groups.values()].filter((group) => memberOf(group, number)),
    create({ id = mintId(), subject, description = '', owner, admins = [], members = [], ...settings }) {
      if (groups.has(id)) throw new StatusError(409, 'There is a group with this id.');
      if (groups.size >= GROUPS_MAX)
        throw new StatusError(507, `There are ${GROUPS_MAX} groups, and no more fit.`);
      const numbers = [...new Set([owner, ...admins, ...members])];
      const group: Group = {
        ...{ id, subject, description, createdAt: Math.floor(Date.now() / 1000), inviteCode: mintCode() },
        ...{ announce: false, restrict: false, adminsAdd: false, joinApproval: false, ...settings },
        members: numbers.map((number) => ({
          number,
          admin: number === owner || admins.includes(number),
          owner: number === owner,
        })),
        requests: [],
      };
      groups.set(id, group);
      announceEvent({ group, subtype: 'create', by: owner, about: numbers, text: subject });
      return group;
    },
    add(id, by, numbers) {
      const group = changeable(id, by, known(id).adminsAdd);
      enter(group, numbers);
      announceEvent({ group, subtype: 'add', by, about: numbers });
    },
    remove(id, by, numbers) {
      const group = changeable(id, by, true);
      quit(group, numbers);
      announceEvent({ group, subtype: 'remove', by, about: numbers });
    },
    setAdmin(id, by, numbers, admin) {
      const group = changeable(id, by, true);
      for (const member of group.members) if (numbers.includes(member.number)) member.admin = admin;
      announceEvent({ group, subtype: admin ? 'promote' : 'demote', by, about: numbers });
    },
    setText(id, by, field, text) {
      const group = changeable(id, by, known(id).restrict);
      group[field] = text;
      announceEvent({ group, subtype: field, by, about: [], text });
    },
    setSetting(id, by, setting, value) {
      const group = changeable(id, by, true);
      group[setting] = value;
      const subtype = { adminsAdd: 'member_add_mode', joinApproval: 'membership_approval_mode' } as const;
      const name = setting === 'announce' || setting === 'restrict' ? setting : subtype[setting];
      announceEvent({ group, subtype: name, by, about: [], text: value ? 'on' : 'off' });
    },
    setPicture(id, by, picture) {
      const group = changeable(id, by, known(id).restrict);
      if (picture === undefined) delete group.picture;
      else group.picture = picture;
      announceEvent({ group, subtype: 'picture', by, about: [] });
    },
    newInvite(id, by) {
      const group = changeable(id, by, true);
      group.inviteCode = mintCode();
      announceEvent({ group, subtype: 'revoke_invite', by, about: [] });
      return group.inviteCode;
    },
    join(id, number) {
      const group = known(id);
      if (memberOf(group, number)) throw new StatusError(409, 'This person is a member already.');
      if (group.joinApproval) {
        group.requests.push({ number, at: Math.floor(Date.now() / 1000) });
        announceEvent({ group, subtype: 'membership_approval_request', by: number, about: [number] });
        return { joined: false };
      }
      enter(group, [number]);
      announceEvent({ group, subtype: 'invite', by: number, about: [number] });
      return { joined: true };
    },
    leave(id, number) {
      const group = changeable(id, number, false);
      quit(group, [number]);
      announceEvent({ group, subtype: 'leave', by: number, about: [number] });
    },
    answerRequest(id, by, number, approve) {
      const group = changeable(id, by, true);
      dropRequest(group, number);
      if (!approve) return;
      enter(group, [number]);
      announceEvent({ group, subtype: 'linked_group_join', by: number, about: [number] });
    },
    snapshot: () => [...groups.values()],
  };
}
