import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { readBroadcastId, readInviteCode } from '../../http/chat-ids.ts';
import { ACTION_CODES, createPerformer, type Performer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import {
  answers,
  CompanyParams,
  Nothing,
  pageOf,
  pageOfAll,
  pageQuery,
  PhoneQuery,
  phoneWish,
  ref,
} from '../../schemas/common.ts';
import { BroadcastChannelResource, ChatIdText } from '../../schemas/people.ts';

const CHANNEL_CURSOR = '^[0-9]{5,25}@newsletter$';
const strict = { additionalProperties: false } as const;

export function channelRoutes(app: App, deps: ApiDeps): void {
  const performer = createPerformer(deps);
  listChannels(app, performer);
  readChannel(app, performer);
  followChannel(app, performer);
}

function listChannels(app: App, performer: Performer): void {
  app.route({
    method: 'GET',
    url: '/api/v2/channels/:companyId',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'listChannels',
      summary: 'List the WhatsApp channels that a phone owns or follows',
      description: 'Asked of the phone at the moment.',
      tags: ['channels'],
      params: CompanyParams,
      querystring: Type.Object({ ...phoneWish, ...pageQuery(CHANNEL_CURSOR) }, strict),
      response: answers({ 200: pageOf(ref(BroadcastChannelResource)) }, ACTION_CODES),
    },
    async handler({ params: { companyId }, query }) {
      const { phoneIndex } = query;
      const channels = await performer.perform({ companyId, phoneIndex }, { name: 'channel.list' });
      return pageOfAll(channels, ({ channelId }) => channelId, query);
    },
  });
}

function readChannel(app: App, performer: Performer): void {
  app.route({
    method: 'GET',
    url: '/api/v2/channels/:companyId/info',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'readChannel',
      summary: 'Look a WhatsApp channel up by its invitation',
      tags: ['channels'],
      params: CompanyParams,
      querystring: Type.Object(
        {
          invite: Type.String({
            minLength: 1,
            maxLength: 300,
            description: 'The code, or the link that holds it',
            examples: ['https://whatsapp.com/channel/0029VaEXAMPLE7c9'],
          }),
          ...phoneWish,
        },
        strict,
      ),
      response: answers({ 200: ref(BroadcastChannelResource) }, ACTION_CODES),
    },
    async handler({ params: { companyId }, query: { invite, phoneIndex } }) {
      const inviteCode = readInviteCode(invite, '/invite', 'query');
      return performer.perform({ companyId, phoneIndex }, { name: 'channel.info', inviteCode });
    },
  });
}

const ChannelParams = Type.Object({
  ...CompanyParams.properties,
  channelId: ChatIdText('The channel, …@newsletter', '120363144038483540@newsletter'),
});

function followChannel(app: App, performer: Performer): void {
  for (const verb of ['follow', 'unfollow'] as const) {
    app.route({
      method: 'POST',
      url: `/api/v2/channels/:companyId/:channelId/${verb}`,
      config: { access: 'contacts:manage' },
      schema: {
        operationId: `${verb}Channel`,
        summary: verb === 'follow' ? 'Follow a WhatsApp channel' : 'Follow a WhatsApp channel no more',
        tags: ['channels'],
        params: ChannelParams,
        querystring: PhoneQuery,
        response: answers({ 204: Nothing }, [...ACTION_CODES, 'CHAT_ID_INVALID']),
      },
      async handler({ params, query }, reply) {
        const channelId = readBroadcastId(params.channelId);
        const { companyId } = params;
        await performer.perform(
          { companyId, chatId: channelId, ...query },
          { name: 'channel.follow', channelId, follow: verb === 'follow' },
        );
        return reply.code(204).send(null);
      },
    });
  }
}
