import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import {
  answers,
  CompanyParams,
  pageOf,
  pageOfAll,
  pageQuery,
  phoneWish,
  ref,
} from '../../schemas/common.ts';
import { GroupSummaryResource } from '../../schemas/people.ts';

const GROUP_CURSOR = '^[0-9-]{5,50}@g\\.us$';

export function listGroups(app: App, performer: Performer): void {
  app.route({
    method: 'GET',
    url: '/api/v2/groups/:companyId',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'listGroups',
      summary: 'List the groups that a phone is in, without their participants',
      description: 'Asked of the phone at the moment, not of what was stored.',
      tags: ['groups'],
      params: CompanyParams,
      querystring: Type.Object({ ...phoneWish, ...pageQuery(GROUP_CURSOR) }, { additionalProperties: false }),
      response: answers({ 200: pageOf(ref(GroupSummaryResource)) }, ACTION_CODES),
    },
    async handler({ params: { companyId }, query }) {
      const { phoneIndex } = query;
      const groups = await performer.perform({ companyId, phoneIndex }, { name: 'group.list' });
      return pageOfAll(groups, ({ chatId }) => chatId, query);
    },
  });
}
