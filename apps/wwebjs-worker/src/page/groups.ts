import type { Kit, PageAnswer, PageIdentity } from './kit.ts';
import type { PageChat, PageWindow } from './window.ts';

declare const window: PageWindow;

interface InGroup {
  /** `…@g.us` */
  chatId: string;
}

export interface PageGroupInfo {
  id: string;
  subject: string;
  description: string | null;
  owner: PageIdentity | null;
  /** Unix seconds. */
  createdAt: number | null;
  announce: boolean;
  restrict: boolean;
}

export type PageGroupMember = PageIdentity & { role: 'member' | 'admin' | 'superadmin' };

/** `code` is WhatsApp's number: 200 done, 403 only by invitation, 404 no account, 409 it is so already. */
export interface PageChange extends PageIdentity {
  asked: string;
  code: number;
}

/** The steps of work on groups. Travels into the page as the kit does. */
export function makeGroupSteps(kit: Kit) {
  return {
    describe(chat: PageChat): PageGroupInfo {
      const group = chat.groupMetadata!;
      return {
        id: kit.idOf(chat.id),
        subject: group.subject || chat.formattedTitle || chat.name || '',
        description: kit.textOr(group.desc),
        owner: group.owner ? kit.identity(group.owner) : null,
        createdAt: group.creation || null,
        announce: Boolean(group.announce),
        restrict: Boolean(group.restrict),
      };
    },

    members(chat: PageChat): PageGroupMember[] {
      return kit.participants(chat).map(({ id, isAdmin, isSuperAdmin }) => ({
        ...kit.identity(id),
        role: isSuperAdmin ? 'superadmin' : isAdmin ? 'admin' : 'member',
      }));
    },

    /** The group as the server knows it, when the phone is in it. */
    async own(chatId: string): Promise<PageChat | null> {
      const chat = await kit.group(chatId);
      return chat && kit.ownPart(chat) !== undefined ? chat : null;
    },

    isAdmin(chat: PageChat): boolean {
      const own = kit.ownPart(chat);
      return Boolean(own?.isAdmin || own?.isSuperAdmin);
    },

    memberOf(chat: PageChat, id: string) {
      const { pn, lid } = kit.identity(id);
      return kit.participants(chat).find((one) => [pn, lid].includes(kit.idOf(one.id)));
    },

    async hasAccount(id: string): Promise<boolean> {
      const account = await kit.load('WAWebQueryExistsJob').queryWidExists(kit.wid(id));
      return Boolean(account?.wid);
    },

    async add(chat: PageChat, asked: string): Promise<PageChange> {
      const known = kit.identity(asked);
      if (this.memberOf(chat, asked)) return { ...known, asked, code: 409 };
      if (!(await this.hasAccount(asked))) return { ...known, asked, code: 404 };
      const person = kit.identity(asked);
      kit.begun = true;
      const end = await kit
        .library()
        .getAddParticipantsRpcResult(chat.id, kit.wid(person.pn ?? person.lid ?? asked));
      return { ...person, asked, code: end.code ?? 400 };
    },

    /** Removes, promotes or demotes those who are in, and looks afterwards what became of each. */
    async change(
      chat: PageChat,
      people: string[],
      change: 'remove' | 'promote' | 'demote',
    ): Promise<PageChange[]> {
      const action = kit.load('WAWebModifyParticipantsGroupAction');
      const present = people.flatMap((id) => this.memberOf(chat, id) ?? []);
      const absent = people.filter((id) => !this.memberOf(chat, id));
      if (present.length > 0) {
        kit.begun = true;
        await action[`${change}Participants`](chat, present);
        await kit.group(kit.idOf(chat.id));
      }
      return people.map((asked) => {
        const now = this.memberOf(chat, asked);
        const isAdmin = Boolean(now?.isAdmin || now?.isSuperAdmin);
        const isDone = change === 'remove' ? !now : change === 'promote' ? isAdmin : Boolean(now) && !isAdmin;
        const code = absent.includes(asked) ? 404 : isDone ? 200 : 403;
        return { ...kit.identity(asked), asked, code };
      });
    },

    async inviteCode(chatId: string): Promise<string | null> {
      const end = await kit.load('WAWebMexFetchGroupInviteCodeJob').fetchMexGroupInviteCode(chatId);
      return kit.textOr(typeof end === 'string' ? end : end?.code);
    },
  };
}

type Steps = ReturnType<typeof makeGroupSteps>;

export function groupsInPage(_: null, kit: Kit, steps: Steps): PageAnswer<PageGroupInfo[]> {
  const groups = kit
    .load('WAWebCollections')
    .Chat.getModelsArray()
    .filter((chat) => chat.groupMetadata && kit.ownPart(chat) !== undefined);
  return kit.done(groups.map((chat) => steps.describe(chat)));
}

export async function groupInPage(
  { chatId }: InGroup,
  kit: Kit,
  steps: Steps,
): Promise<PageAnswer<PageGroupInfo & { participants: PageGroupMember[] }>> {
  const chat = await steps.own(chatId);
  if (!chat) return kit.refuse('no-group');
  return kit.done({ ...steps.describe(chat), participants: steps.members(chat) });
}

export async function createGroupInPage(
  { subject, participants }: { subject: string; participants: string[] },
  kit: Kit,
  steps: Steps,
): Promise<PageAnswer<{ id: string; inviteCode: string | null; changes: PageChange[] }>> {
  const without: PageChange[] = [];
  const people: { asked: string; pn: string | null; lid: string | null }[] = [];
  for (const asked of participants) {
    if (await steps.hasAccount(asked)) people.push({ ...kit.identity(asked), asked });
    else without.push({ ...kit.identity(asked), asked, code: 404 });
  }
  kit.begun = true;
  const made = await kit.load('WAWebGroupCreateJob').createGroup(
    {
      addressingModeOverride: 'lid',
      memberAddMode: false,
      membershipApprovalMode: false,
      announce: false,
      restrict: false,
      ephemeralDuration: 0,
      parentGroupId: undefined,
      title: subject,
    },
    people.map(({ pn, lid, asked }) => ({ phoneNumber: kit.wid(pn ?? lid ?? asked) })),
  );
  const changes = people.map((person) => {
    const told = made.participants?.find(({ wid }) => wid && [person.pn, person.lid].includes(kit.idOf(wid)));
    return { ...person, code: Number(told?.error ?? 200) };
  });
  const id = kit.idOf(made.wid);
  const mustBeInvited = changes.some(({ code }) => code === 403);
  // The group is there: what fails from here on is told without the link.
  const inviteCode = mustBeInvited ? await steps.inviteCode(id).catch(() => null) : null;
  return kit.done({ id, inviteCode, changes: [...changes, ...without] });
}

export async function changeMembersInPage(
  { chatId, people, change }: InGroup & { people: string[]; change: 'add' | 'remove' | 'promote' | 'demote' },
  kit: Kit,
  steps: Steps,
): Promise<PageAnswer<{ inviteCode: string | null; changes: PageChange[] }>> {
  const chat = await steps.own(chatId);
  if (!chat) return kit.refuse('no-group');
  if (!steps.isAdmin(chat)) return kit.refuse('not-admin');
  if (change !== 'add')
    return kit.done({ inviteCode: null, changes: await steps.change(chat, people, change) });
  const changes: PageChange[] = [];
  for (const asked of people) changes.push(await steps.add(chat, asked));
  const mustBeInvited = changes.some(({ code }) => code === 403);
  const inviteCode = mustBeInvited ? await steps.inviteCode(chatId).catch(() => null) : null;
  return kit.done({ inviteCode, changes });
}

export interface GroupUpdate extends InGroup {
  subject: string | null;
  description: string | null;
  announce: boolean | null;
  restrict: boolean | null;
}

export async function updateGroupInPage(
  { chatId, subject, description, announce, restrict }: GroupUpdate,
  kit: Kit,
  steps: Steps,
): Promise<PageAnswer<PageGroupInfo & { participants: PageGroupMember[] }>> {
  const chat = await steps.own(chatId);
  if (!chat?.groupMetadata) return kit.refuse('no-group');
  if (chat.groupMetadata.restrict && !steps.isAdmin(chat)) return kit.refuse('not-admin');
  const { setGroupSubject, setGroupDescription } = kit.load('WAWebGroupModifyInfoJob');
  const { setGroupProperty } = kit.load('WAWebSetPropertyGroupAction');
  let done = 0;
  try {
    kit.begun = true;
    if (subject !== null) {
      await setGroupSubject(chat.id, subject);
      done++;
    }
    if (description !== null) {
      const newId = await kit.load('WAWebMsgKey').newId();
      await setGroupDescription(chat.id, description, newId, chat.groupMetadata.descId);
      done++;
    }
    if (announce !== null) {
      await setGroupProperty(chat, 'announcement', announce ? 1 : 0);
      done++;
    }
    if (restrict !== null) await setGroupProperty(chat, 'restrict', restrict ? 1 : 0);
  } catch (error) {
    // A refusal is certain only when nothing was changed before it.
    if (done === 0) throw error;
    return {
      kind: 'fault',
      begun: true,
      detail: `${done} of the changes were made; then ${kit.worded(error)}`,
    };
  }
  const now = (await kit.group(chatId)) ?? chat;
  return kit.done({ ...steps.describe(now), participants: steps.members(now) });
}

export async function groupPictureInPage(
  { chatId, token, mimeType }: InGroup & { token: string | null; mimeType: string },
  kit: Kit,
  steps: Steps,
): Promise<PageAnswer<null>> {
  const chat = await steps.own(chatId);
  if (!chat) return kit.refuse('no-group');
  const { ProfilePicThumb } = kit.load('WAWebCollections');
  const thumb = ProfilePicThumb.get(chatId) ?? (await ProfilePicThumb.find(chatId));
  const may = token === null ? thumb?.canDelete?.() : thumb?.canSet?.();
  if (may === false) return kit.refuse('not-admin');
  if (token === null) {
    kit.begun = true;
    const end = await kit.load('WAWebContactProfilePicThumbBridge').requestDeletePicture(chat.id);
    return end?.status === 200 ? kit.done(null) : kit.refuse('not-allowed');
  }
  const file = window.watertightFiles?.get(token);
  if (!file) return { kind: 'fault', begun: false, detail: 'The page lost the picture' };
  const data = await kit.library().arrayBufferToBase64Async(await file.arrayBuffer());
  kit.begun = true;
  return (await kit.library().setPicture(chatId, { mimetype: mimeType, data }))
    ? kit.done(null)
    : kit.refuse('not-allowed');
}

export async function inviteInPage(
  { chatId, revoke }: InGroup & { revoke: boolean },
  kit: Kit,
  steps: Steps,
): Promise<PageAnswer<string>> {
  const chat = await steps.own(chatId);
  if (!chat) return kit.refuse('no-group');
  if (!steps.isAdmin(chat)) return kit.refuse('not-admin');
  kit.begun = revoke;
  const code = revoke
    ? kit.textOr((await kit.load('WAWebGroupQueryJob').resetGroupInviteCode(chat.id))?.code)
    : await steps.inviteCode(chatId);
  return code ? kit.done(code) : { kind: 'fault', begun: revoke, detail: 'WhatsApp gave no code' };
}

export async function joinGroupInPage({ code }: { code: string }, kit: Kit): Promise<PageAnswer<string>> {
  kit.begun = true;
  const { gid } = await kit.load('WAWebGroupInviteJob').joinGroupViaInvite(code);
  return kit.done(kit.idOf(gid));
}

export async function leaveGroupInPage(
  { chatId }: InGroup,
  kit: Kit,
  steps: Steps,
): Promise<PageAnswer<null>> {
  const chat = await steps.own(chatId);
  if (!chat) return kit.refuse('no-group');
  kit.begun = true;
  await kit.load('WAWebExitGroupAction').sendExitGroup(chat);
  return kit.done(null);
}
