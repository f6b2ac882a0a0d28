import type { Static } from 'typebox';
import type { ApiDeps } from '../../deps.ts';
import { assertCompany } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import { AuditQuery, auditResource, AuditResource } from '../../schemas/audit.ts';
import { answers, CompanyParams, pageOf, ref } from '../../schemas/common.ts';

/** Who did what: of a company for its administrators, of all for the admin key. */
export function auditRoutes(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  const list = async (
    companyId: string | undefined,
    { from, to, action, actorId, limit, cursor }: Static<typeof AuditQuery>,
  ) => {
    const times = { from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined };
    const page = await store.audit.list({ companyId, action, actorId, ...times }, { limit, cursor });
    return { ...page, data: page.data.map(auditResource) };
  };

  app.route({
    method: 'GET',
    url: '/api/v2/audit',
    config: { access: 'admin' },
    schema: {
      operationId: 'listAudit',
      summary: 'List what administrators did, the newest first',
      tags: ['audit'],
      querystring: AuditQuery,
      response: answers({ 200: pageOf(ref(AuditResource)) }),
    },
    handler: ({ query }) => list(undefined, query),
  });

  app.route({
    method: 'GET',
    url: '/api/v2/companies/:companyId/audit',
    config: { access: 'company:admin' },
    schema: {
      operationId: 'listCompanyAudit',
      summary: 'List what administrators did to a company, the newest first',
      tags: ['audit'],
      params: CompanyParams,
      querystring: AuditQuery,
      response: answers({ 200: pageOf(ref(AuditResource)) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query }) {
      await assertCompany(store, companyId); // what is written down outlives the company: the admin key lists it above
      return list(companyId, query);
    },
  });
}
