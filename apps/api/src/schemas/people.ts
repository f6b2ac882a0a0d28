import type { GroupParticipant } from '@watertight/core';
import { Type, type Static } from 'typebox';
import { named, Nullable, OneOf } from './common.ts';

/** The longest is a BSUID that several portfolios share. */
export const MAX_CHAT_ID = 140;

/** A person, group or channel as callers write it; read by `readChatId` and its like. */
export const ChatIdText = (description: string, example = '60123456789') =>
  Type.String({ minLength: 1, maxLength: MAX_CHAT_ID, description, examples: [example] });

export const identityFields = {
  chatId: Type.String({
    description: 'How the chat is spelled: digits, or …@lid or a BSUID while the number is hidden',
    examples: ['60123456789'],
  }),
  phoneNumber: Nullable(Type.String({ description: 'Digits' })),
  lid: Nullable(Type.String({ description: '…@lid, where WhatsApp tells it' })),
};

export const Identity = Type.Object(identityFields);

export const ParticipantResource = named(
  'GroupParticipant',
  Type.Object({ ...identityFields, role: OneOf(['member', 'admin', 'superadmin']) }),
);

export const ParticipantResultResource = named(
  'GroupParticipantResult',
  Type.Object({
    ...identityFields,
    ok: Type.Boolean(),
    code: Type.Integer({ description: 'WhatsApp’s own, like that of HTTP' }),
    detail: Nullable(Type.String()),
    inviteLink: Nullable(Type.String({ description: 'Who must be invited: the link to send to him' })),
  }),
);

const groupFields = {
  chatId: Type.String({ examples: ['120363025246125486@g.us'] }),
  subject: Type.String(),
  description: Nullable(Type.String()),
  owner: Nullable(Identity),
  createdAt: Nullable(Type.String({ format: 'date-time' })),
  announce: Type.Boolean({ description: 'Only admins may write' }),
  restrict: Type.Boolean({ description: 'Only admins may change subject, picture and description' }),
};

export const GroupSummaryResource = named('GroupSummary', Type.Object(groupFields));

export const GroupResource = named(
  'Group',
  Type.Object({
    ...groupFields,
    participants: Type.Array(Type.Unsafe<GroupParticipant>({ $ref: `${ParticipantResource.$id}#` })),
  }),
);
export type GroupShape = Static<typeof GroupResource>;

export const InviteResource = named(
  'GroupInvite',
  Type.Object({
    inviteCode: Type.String(),
    inviteLink: Type.String({ examples: ['https://chat.whatsapp.com/GzR2xEXAMPLE7c9'] }),
  }),
);

export const BroadcastChannelResource = named(
  'Channel',
  Type.Object({
    channelId: Type.String({ examples: ['120363144038483540@newsletter'] }),
    name: Type.String(),
    description: Nullable(Type.String()),
    inviteLink: Nullable(Type.String()),
    role: OneOf(['owner', 'admin', 'subscriber', 'guest']),
  }),
);

export const LabelResource = named(
  'Label',
  Type.Object({
    labelId: Type.String(),
    name: Type.String(),
    color: Nullable(Type.String({ examples: ['#ff9485'] })),
  }),
);
