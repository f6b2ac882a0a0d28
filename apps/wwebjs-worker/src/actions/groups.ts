import {
  CodedError,
  mimeEssence,
  toWebChatId,
  type ActionOf,
  type ActionResult,
  type GroupInfo,
  type ParticipantResult,
} from '@watertight/core';
import { randomUUID } from 'node:crypto';
import { textOf } from '../errors.ts';
import { bringOut, type OutgoingFile } from '../outgoing.ts';
import * as groups from '../page/groups.ts';
import { pageAction } from '../page/kit.ts';
import { takeFileBackInPage } from '../page/send.ts';
import { ask, byPage, identityOf, inChat, isoOf, none, nothing, refused, type ActionDeps } from './asking.ts';
import { codeOf } from './contacts.ts';

const LEND_MS = 10_000;
const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'];
const MAX_PICTURE_BYTES = 16 * 1024 * 1024;

const steps = groups.makeGroupSteps;
const linkOf = (code: string): string => `https://chat.whatsapp.com/${code}`;

function groupOf(group: groups.PageGroupInfo): Omit<GroupInfo, 'participants'> {
  const { id, subject, description, owner, createdAt, announce, restrict } = group;
  return {
    chatId: id,
    ...{ subject, description, announce, restrict },
    owner: owner && identityOf(owner),
    createdAt: isoOf(createdAt),
  };
}

type WithMembers = groups.PageGroupInfo & { participants: groups.PageGroupMember[] };

const wholeGroupOf = (group: WithMembers): GroupInfo => ({
  ...groupOf(group),
  participants: group.participants.map((member) => ({ ...identityOf(member), role: member.role })),
});

const DETAILS: Readonly<Record<number, string>> = {
  400: 'WhatsApp did not take the request for this person.',
  403: 'It was not done: the person can only be invited, or may not be changed.',
  404: 'The person is not in the group, or has no account on WhatsApp.',
  408: 'The person left the group a short time ago.',
  409: 'The person is in the group already.',
  417: 'The person cannot be added to a community.',
  419: 'The group is full.',
};

function resultOf(change: groups.PageChange, inviteCode: string | null): ParticipantResult {
  const { code } = change;
  const ok = code === 200;
  return {
    ...identityOf(change),
    ok,
    code,
    detail: ok ? null : (DETAILS[code] ?? `WhatsApp answered ${code}.`),
    inviteLink: code === 403 && inviteCode ? linkOf(inviteCode) : null,
  };
}

const NO_GROUP = { 404: 'GROUP_NOT_FOUND' } as const;
const BAD_INVITE = {
  400: 'INVITE_INVALID',
  401: 'INVITE_INVALID',
  404: 'INVITE_INVALID',
  406: 'INVITE_INVALID',
  410: 'INVITE_INVALID',
} as const;

const setPicture = pageAction(groups.groupPictureInPage, steps);

async function groupPicture(
  deps: ActionDeps,
  action: ActionOf<'group.picture'>,
): Promise<ActionResult<null>> {
  const { life, signal } = deps;
  const chatId = toWebChatId(action.chatId);
  if (action.mediaId === null)
    return ask(life, setPicture, { chatId, token: null, mimeType: '' }, signal, NO_GROUP);
  const token = randomUUID();
  let file: OutgoingFile | undefined;
  try {
    file = await bringOut(deps.openMedia, deps.sessionDir, deps.companyId, action.mediaId, signal);
    const { mimeType, sizeBytes } = file.ref;
    if (!PICTURE_TYPES.includes(mimeEssence(mimeType)))
      return refused('MEDIA_TYPE_INVALID', `A group's picture is one of ${PICTURE_TYPES.join(', ')}.`);
    if (sizeBytes > MAX_PICTURE_BYTES)
      return refused('MEDIA_TOO_LARGE', `A group's picture has ${MAX_PICTURE_BYTES} bytes at the most.`);
    await life.lend(file.path, token, LEND_MS, signal);
    return await ask(life, setPicture, { chatId, token, mimeType }, signal, NO_GROUP);
  } catch (error) {
    if (error instanceof CodedError) return refused(error.code, error.detail);
    return refused('PROVIDER_UNAVAILABLE', `The picture could not be given to the page: ${textOf(error)}`);
  } finally {
    await file?.remove();
    void life.run('Taking a file back', LEND_MS, takeFileBackInPage, token).catch(() => undefined); // with its page it is gone
  }
}

type Changed = { inviteCode: string | null; changes: groups.PageChange[] };

export const groupActions = {
  'group.list': byPage<'group.list', null, groups.PageGroupInfo[]>(
    pageAction(groups.groupsInPage, steps),
    none,
    (list) => list.map(groupOf),
  ),
  'group.info': byPage<'group.info', { chatId: string }, WithMembers>(
    pageAction(groups.groupInPage, steps),
    inChat,
    wholeGroupOf,
    { ...NO_GROUP, 403: 'GROUP_NOT_FOUND' },
  ),
  'group.create': byPage<
    'group.create',
    { subject: string; participants: string[] },
    Changed & { id: string }
  >(
    pageAction(groups.createGroupInPage, steps),
    ({ subject, participants }) => ({ subject, participants: participants.map(toWebChatId) }),
    ({ id, inviteCode, changes }) => ({
      chatId: id,
      participants: changes.map((change) => resultOf(change, inviteCode)),
    }),
  ),
  'group.participants': byPage<
    'group.participants',
    { chatId: string; people: string[]; change: 'add' | 'remove' | 'promote' | 'demote' },
    Changed
  >(
    pageAction(groups.changeMembersInPage, steps),
    ({ chatId, participants, change }) => ({ chatId, people: participants.map(toWebChatId), change }),
    ({ inviteCode, changes }) => changes.map((change) => resultOf(change, inviteCode)),
    NO_GROUP,
  ),
  'group.update': byPage<'group.update', groups.GroupUpdate, WithMembers>(
    pageAction(groups.updateGroupInPage, steps),
    ({ chatId, subject, description, announce, restrict }) => ({
      chatId,
      subject: subject ?? null,
      description: description ?? null,
      announce: announce ?? null,
      restrict: restrict ?? null,
    }),
    wholeGroupOf,
    NO_GROUP,
  ),
  'group.picture': groupPicture,
  'group.invite': byPage<'group.invite', { chatId: string; revoke: boolean }, string>(
    pageAction(groups.inviteInPage, steps),
    ({ chatId, revoke }) => ({ chatId, revoke }),
    (inviteCode) => ({ inviteCode, inviteLink: linkOf(inviteCode) }),
    NO_GROUP,
  ),
  'group.join': byPage<'group.join', { code: string }, string>(
    pageAction(groups.joinGroupInPage),
    ({ inviteCode }) => ({ code: codeOf(inviteCode) }),
    (chatId) => ({ chatId }),
    BAD_INVITE,
  ),
  'group.leave': byPage<'group.leave', { chatId: string }, null>(
    pageAction(groups.leaveGroupInPage, steps),
    inChat,
    nothing,
    NO_GROUP,
  ),
};
