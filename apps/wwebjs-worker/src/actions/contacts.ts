import { toWebChatId, type BroadcastChannelInfo, type ContactInfo } from '@watertight/core';
import { channelInPage, channelsInPage, followInPage, type PageChannelInfo } from '../page/channels.ts';
import { blockInPage, checkInPage, contactInPage, contactsInPage } from '../page/contacts.ts';
import { pageAction, type PageIdentity, type PagePerson } from '../page/kit.ts';
import { byPage, identityOf, inChat, none, nothing } from './asking.ts';

/** Questions to WhatsApp at once; more look like somebody who collects numbers. */
const CHECKS_AT_ONCE = 4;

function contactOf(person: PagePerson): ContactInfo {
  const { name, pushName, isBusiness, isMyContact, isBlocked } = person;
  return { ...identityOf(person), name, pushName, isBusiness, isMyContact, isBlocked };
}

const ROLES = ['owner', 'admin', 'subscriber', 'guest'] as const;

function channelOf({ id, role, ...channel }: PageChannelInfo): BroadcastChannelInfo {
  const known = ROLES.find((one) => one === role?.toLowerCase());
  return { channelId: id, ...channel, role: known ?? 'guest' };
}

/** An invitation as people paste it: the code alone, or a link that ends in it. */
export const codeOf = (invite: string): string => /([\w-]+)\/?(?:\?.*)?$/.exec(invite.trim())?.[1] ?? invite;

const NO_CHANNEL = { 400: 'INVITE_INVALID', 404: 'INVITE_INVALID', 410: 'INVITE_INVALID' } as const;

/** People, and WhatsApp channels. */
export const contactActions = {
  'contact.check': byPage<
    'contact.check',
    { ids: string[]; atOnce: number },
    (PageIdentity & { exists: boolean })[]
  >(
    pageAction(checkInPage),
    ({ phoneNumbers }) => ({
      ids: phoneNumbers.map((number) => `${number.replace(/\D/g, '')}@c.us`),
      atOnce: CHECKS_AT_ONCE,
    }),
    (found, { phoneNumbers }) =>
      found.map((one, index) => ({
        ...identityOf(one),
        asked: phoneNumbers[index] ?? '',
        exists: one.exists,
      })),
  ),
  'contact.list': byPage<'contact.list', null, PagePerson[]>(pageAction(contactsInPage), none, (people) =>
    people.map(contactOf),
  ),
  'contact.info': byPage<
    'contact.info',
    { chatId: string },
    PagePerson & { about: string | null; pictureUrl: string | null }
  >(pageAction(contactInPage), inChat, (person) => ({
    ...contactOf(person),
    about: person.about,
    pictureUrl: person.pictureUrl,
  })),
  'contact.block': byPage<'contact.block', { chatId: string; blocked: boolean }, null>(
    pageAction(blockInPage),
    ({ chatId, blocked }) => ({ chatId: toWebChatId(chatId), blocked }),
    nothing,
  ),
  'channel.list': byPage<'channel.list', null, PageChannelInfo[]>(
    pageAction(channelsInPage),
    none,
    (channels) => channels.map(channelOf),
  ),
  'channel.info': byPage<'channel.info', { code: string }, PageChannelInfo>(
    pageAction(channelInPage),
    ({ inviteCode }) => ({ code: codeOf(inviteCode) }),
    channelOf,
    NO_CHANNEL,
  ),
  'channel.follow': byPage<'channel.follow', { channelId: string; follow: boolean }, null>(
    pageAction(followInPage),
    ({ channelId, follow }) => ({ channelId, follow }),
    nothing,
    { 404: 'CHANNEL_NOT_FOUND' },
  ),
};
