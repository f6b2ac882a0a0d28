import { Type } from 'typebox';
import { pageAs, pageBelow } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ID_CURSOR, pageOf, pageQuery, ref } from '../../schemas/common.ts';
import { mediaResource, MediaResource } from '../../schemas/media.ts';

export function listMedia(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/media/:companyId',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'listMedia',
      summary: 'List files, the newest first',
      tags: ['media'],
      params: CompanyParams,
      querystring: Type.Object(pageQuery(ID_CURSOR), { additionalProperties: false }),
      response: answers({ 200: pageOf(ref(MediaResource)) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query }) {
      const page = await pageBelow(store, companyId, await store.media.list(companyId, query));
      return pageAs(page, mediaResource);
    },
  });
}
