import { DIRECTIONS, MESSAGE_STATUSES, MESSAGE_TYPES, type Chat, type ChatInfo } from '@watertight/core';
import { Type, type Static } from 'typebox';
import { CompanyParams, named, Nullable, OneOf, PhoneIndex, phoneWish, Time } from './common.ts';
import { ChatIdText } from './people.ts';

const strict = { additionalProperties: false } as const;

export const ChatParams = Type.Object({
  ...CompanyParams.properties,
  chatId: ChatIdText('In any spelling that a send takes'),
});

export const ChatResource = named(
  'Chat',
  Type.Object({
    companyId: Type.String(),
    phoneIndex: PhoneIndex,
    chatId: Type.String({
      description: 'Digits for a person, …@lid or a BSUID while the number is hidden, …@g.us for a group',
      examples: ['60123456789'],
    }),
    name: Nullable(Type.String({ description: 'A group’s subject, or what a person is called' })),
    isGroup: Type.Boolean(),
    unreadCount: Type.Integer(),
    archived: Type.Boolean(),
    pinned: Type.Boolean(),
    mutedUntil: Nullable(Type.String({ description: 'A time, or `forever`' })),
    lastMessageAt: Nullable(Time()),
    lastMessageId: Nullable(Type.String()),
    lastMessage: Nullable(
      Type.Object(
        {
          id: Type.String(),
          direction: OneOf(DIRECTIONS),
          type: OneOf(MESSAGE_TYPES),
          status: OneOf(MESSAGE_STATUSES),
          text: Nullable(
            Type.String({
              description:
                'The first 160 characters of what it says or is called; null for what says nothing, or was taken back',
            }),
          ),
          isRevoked: Type.Boolean({ description: 'It was taken back' }),
        },
        { description: 'Of the latest message what is read at a glance; null when none is on record' },
      ),
    ),
    windowUntil: Nullable(
      Time(
        'Cloud API: until then everything can be sent to the person, later only templates; null while nobody has written',
      ),
    ),
  }),
);
export type ChatShape = Static<typeof ChatResource>;

export const chatResource = (chat: Chat): ChatShape => ({
  companyId: chat.companyId,
  phoneIndex: chat.phoneIndex,
  chatId: chat.chatId,
  name: chat.name,
  isGroup: chat.isGroup,
  unreadCount: chat.unreadCount,
  archived: chat.archived,
  pinned: chat.pinned,
  mutedUntil: chat.mutedUntil instanceof Date ? chat.mutedUntil.toISOString() : chat.mutedUntil,
  lastMessageAt: chat.lastMessageAt?.toISOString() ?? null,
  lastMessageId: chat.lastMessageId,
  lastMessage: chat.lastMessage,
  windowUntil: chat.windowUntil?.toISOString() ?? null,
});

/** As the phone says at the moment; what only we know comes from the store. */
export const liveChat = (
  { companyId, phoneIndex }: { companyId: string; phoneIndex: number },
  info: ChatInfo,
  stored: Chat | null,
): ChatShape => ({
  companyId,
  phoneIndex,
  ...info,
  name: info.name ?? stored?.name ?? null,
  lastMessageId: stored?.lastMessageId ?? null,
  lastMessage: stored?.lastMessage ?? null,
  windowUntil: stored?.windowUntil?.toISOString() ?? null,
});

const MAX_TYPING_SECONDS = 25;

export const ChatBody = Type.Object(phoneWish, { ...strict, examples: [{}] });

export const ReadBody = Type.Object(
  {
    typing: Type.Optional(
      Type.Boolean({ description: 'Show at once that an answer is being written, for up to 25 s' }),
    ),
    ...phoneWish,
  },
  { ...strict, examples: [{ typing: true }] },
);

export const TypingBody = Type.Object(
  {
    state: Type.Optional(OneOf(['typing', 'recording', 'paused'], { description: '`typing` when absent' })),
    seconds: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: MAX_TYPING_SECONDS,
        description: 'Paused again after so long; WhatsApp itself stops showing it after about 25 s',
      }),
    ),
    ...phoneWish,
  },
  { ...strict, examples: [{ state: 'typing', seconds: 5 }] },
);

export const ArchiveBody = Type.Object(
  { archived: Type.Optional(Type.Boolean({ description: 'true when absent' })), ...phoneWish },
  { ...strict, examples: [{ archived: true }] },
);

export const PinBody = Type.Object(
  { pinned: Type.Optional(Type.Boolean({ description: 'true when absent' })), ...phoneWish },
  { ...strict, examples: [{ pinned: true }] },
);

export const MuteBody = Type.Object(
  {
    until: Type.Optional(
      Type.Unsafe<string | null>({
        type: ['string', 'null'],
        maxLength: 40,
        description: 'A time, `forever`, or null to hear it again; `forever` when absent',
        examples: ['forever', '2026-11-23T10:00:00.000Z', null],
      }),
    ),
    ...phoneWish,
  },
  { ...strict, examples: [{ until: 'forever' }] },
);

export const LabelsBody = Type.Object(
  {
    labelIds: Type.Array(Type.String({ minLength: 1, maxLength: 50 }), {
      maxItems: 20,
      uniqueItems: true,
      description: 'All that the chat is to have',
    }),
    ...phoneWish,
  },
  { ...strict, examples: [{ labelIds: ['1'] }] },
);
