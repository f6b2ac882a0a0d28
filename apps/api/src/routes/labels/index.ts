import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { ACTION_CODES, createPerformer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import {
  answers,
  CompanyParams,
  pageOf,
  pageOfAll,
  pageQuery,
  phoneWish,
  ref,
} from '../../schemas/common.ts';
import { LabelResource } from '../../schemas/people.ts';

const LABEL_CURSOR = '^[A-Za-z0-9_-]{1,50}$';

export function labelRoutes(app: App, deps: ApiDeps): void {
  const performer = createPerformer(deps);
  app.route({
    method: 'GET',
    url: '/api/v2/labels/:companyId',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'listLabels',
      summary: 'List the labels of a phone with a business account',
      tags: ['chats'],
      params: CompanyParams,
      querystring: Type.Object({ ...phoneWish, ...pageQuery(LABEL_CURSOR) }, { additionalProperties: false }),
      response: answers({ 200: pageOf(ref(LabelResource)) }, ACTION_CODES),
    },
    async handler({ params: { companyId }, query }) {
      const { phoneIndex } = query;
      const labels = await performer.perform({ companyId, phoneIndex }, { name: 'label.list' });
      return pageOfAll(labels, ({ labelId }) => labelId, query);
    },
  });
}
