import { Type } from 'typebox';
import { CompanyParams, phoneWish } from './common.ts';
import { ChatIdText } from './people.ts';

const strict = { additionalProperties: false } as const;
/** As many as WhatsApp lets into a group, and into one change of it. */
const MAX_MEMBERS = 1024;
const MAX_CHANGED = 100;

export const GroupParams = Type.Object({
  ...CompanyParams.properties,
  chatId: ChatIdText('The group, …@g.us', '120363025246125486@g.us'),
});

const Subject = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', examples: ['Lunch'] });
const Participants = (maxItems: number) =>
  Type.Array(ChatIdText('A person, in any spelling that a send takes'), {
    minItems: 1,
    maxItems,
    uniqueItems: true,
  });

export const GroupBody = Type.Object(
  { subject: Subject, participants: Participants(MAX_MEMBERS), ...phoneWish },
  { ...strict, examples: [{ subject: 'Lunch', participants: ['60123456789'] }] },
);

export const GroupChangeBody = Type.Object(
  {
    subject: Type.Optional(Subject),
    description: Type.Optional(Type.String({ maxLength: 2048, description: 'Empty removes it' })),
    announce: Type.Optional(Type.Boolean({ description: 'Only admins may write' })),
    restrict: Type.Optional(
      Type.Boolean({ description: 'Only admins may change subject, picture and description' }),
    ),
    ...phoneWish,
  },
  { ...strict, examples: [{ subject: 'Lunch at one' }] },
);

export const ParticipantsBody = Type.Object(
  { participants: Participants(MAX_CHANGED), ...phoneWish },
  { ...strict, examples: [{ participants: ['60123456789'] }] },
);

export const PictureBody = Type.Object(
  {
    mediaId: Type.String({ minLength: 1, maxLength: 100, description: 'Of an uploaded picture' }),
    ...phoneWish,
  },
  { ...strict, examples: [{ mediaId: 'med_01KAR7R5WX3M2Y0FQ6N1C8VJTD' }] },
);

const Invite = Type.String({ minLength: 1, maxLength: 300 });
export const JoinBody = Type.Object(
  { inviteCode: Type.Optional(Invite), link: Type.Optional(Invite), ...phoneWish },
  { ...strict, examples: [{ inviteCode: 'GzR2xEXAMPLE7c9' }] },
);
