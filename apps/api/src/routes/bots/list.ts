import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { pageAs, pageBelow } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import { READS_PHONES } from '../../plugins/auth.ts';
import { answers, CompanyParams, INDEX_CURSOR, pageOf, pageQuery, ref } from '../../schemas/common.ts';
import { botResource, BotResource } from '../../schemas/phone.ts';

const DEFAULT_LIMIT = 200;

export function listBots(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/bots/:companyId',
    config: { access: READS_PHONES },
    schema: {
      operationId: 'listBots',
      summary: 'How the phones of a company are connected',
      tags: ['bots'],
      params: CompanyParams,
      querystring: Type.Object(pageQuery(INDEX_CURSOR, DEFAULT_LIMIT), { additionalProperties: false }),
      response: answers({ 200: pageOf(ref(BotResource)) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query }) {
      const page = await pageBelow(store, companyId, await store.phones.list(companyId, query));
      return pageAs(page, botResource);
    },
  });
}
