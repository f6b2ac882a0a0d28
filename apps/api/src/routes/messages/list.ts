import { DIRECTIONS, MESSAGE_STATUSES, MESSAGE_TYPES, type MessageType } from '@watertight/core';
import { Type, type Static } from 'typebox';
import type { MessageFilter } from '@watertight/store';
import { pageAs, pageBelow } from '../../http/absence.ts';
import { readChatId } from '../../http/chat-ids.ts';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import {
  answers,
  CompanyParams,
  NUMBER_CURSOR,
  OneOf,
  pageOf,
  pageQuery,
  PhoneIndex,
  ref,
  Time,
} from '../../schemas/common.ts';
import { messageResource, MessageResource } from '../../schemas/message.ts';
import { StatusList, statusesOf } from './statuses.ts';

const Query = Type.Object(
  {
    chatId: Type.Optional(Type.String({ description: 'In any spelling that a send takes' })),
    status: Type.Optional(StatusList(MESSAGE_STATUSES)),
    direction: Type.Optional(OneOf(DIRECTIONS)),
    type: Type.Optional(
      Type.Unsafe<string>({
        type: 'string',
        pattern: `^(${MESSAGE_TYPES.join('|')})(,(${MESSAGE_TYPES.join('|')})){0,${MESSAGE_TYPES.length - 1}}$`,
        description: `One or several, separated by commas: ${MESSAGE_TYPES.join(', ')}`,
        examples: ['text', 'image,video'],
      }),
    ),
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description:
          'A part of the text or caption, the beginning of the chat’s number, or a whole id. A page then may have fewer messages than `limit`, or none, although there are more: go on while there is a `nextCursor`',
        examples: ['invoice'],
      }),
    ),
    phoneIndex: Type.Optional(PhoneIndex),
    from: Type.Optional(Time('Created at or after')),
    to: Type.Optional(Time('Created before')),
    ...pageQuery(NUMBER_CURSOR),
  },
  { additionalProperties: false },
);

export function listMessages(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/messages/:companyId',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'listMessages',
      summary: 'List messages, the newest first, without their timelines',
      tags: ['messages'],
      params: CompanyParams,
      querystring: Query,
      response: answers({ 200: pageOf(ref(MessageResource)) }, ['COMPANY_NOT_FOUND', 'CHAT_ID_INVALID']),
    },
    async handler({ params: { companyId }, query }) {
      const page = await store.messages.list(companyId, filterOf(query), query);
      return pageAs(await pageBelow(store, companyId, page), messageResource);
    },
  });
}

const filterOf = ({ chatId, status, type, from, to, ...rest }: Static<typeof Query>): MessageFilter => ({
  ...rest,
  statuses: status === undefined ? undefined : statusesOf(status),
  types: type === undefined ? undefined : ([...new Set(type.split(','))] as MessageType[]),
  chatId: chatId === undefined ? undefined : readChatId(chatId),
  from: from === undefined ? undefined : new Date(from),
  to: to === undefined ? undefined : new Date(to),
});
