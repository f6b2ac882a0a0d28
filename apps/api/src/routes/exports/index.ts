import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Type, type Static } from 'typebox';
import type { App } from '../../http/app.ts';
import { assertCompany } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, OneOf } from '../../schemas/common.ts';
import { ContactParams } from '../../schemas/contact.ts';
import { personOf } from '../contacts/find.ts';
import { exportLines, readPlace, type Exported } from './lines.ts';

const NDJSON = 'application/x-ndjson';
const Query = Type.Object(
  {
    after: Type.Optional(
      Type.String({ maxLength: 400, description: '`after` of the last line that came: what follows it' }),
    ),
    media: Type.Optional(
      OneOf(['inline'], {
        description: '`inline`: the bytes of files too, as lines `mediaBytes` (`mediaId`, `at`, `base64`)',
      }),
    ),
  },
  { additionalProperties: false },
);
const FORMAT =
  'Lines of JSON: first `export`, then one record a line (`record`, `after`, `data`), at last `end` with counts. Without `end` it was cut off: ask again with `after`. Each file has a line `media`, before the message that names it, with the `path` where this key can download it; with `media=inline` its bytes come before that line. No secret is in it.';
const Lines = {
  description: 'The export',
  content: { [NDJSON]: { schema: Type.String({ description: FORMAT }) } },
};

/** Exports of what is kept (GDPR, articles 15 and 20). */
export function exportRoutes(app: App, { store, files }: Pick<ApiDeps, 'store' | 'files'>): void {
  const send = (reply: FastifyReply, of: Exported, { after, media }: Static<typeof Query>) => {
    const from = readPlace(store, of, after);
    const inline = media === 'inline' ? files : null;
    return reply
      .header('content-type', NDJSON)
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="export.ndjson"')
      .send(Readable.from(exportLines({ store, of, from, inline })));
  };

  app.route({
    method: 'GET',
    url: '/api/v2/companies/:companyId/export',
    config: { access: 'company:admin', audit: true },
    exposeHeadRoute: false, // it would read all of it
    schema: {
      operationId: 'exportCompany',
      summary: 'Export all that is kept of a company',
      description: FORMAT,
      tags: ['exports'],
      params: CompanyParams,
      querystring: Query,
      response: answers({ 200: Lines }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query }, reply) {
      await assertCompany(store, companyId);
      return send(reply, { companyId, spellings: null }, query);
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v2/companies/:companyId/contacts/:contactId/export',
    config: { access: 'company:admin', audit: true, auditParams: [] },
    exposeHeadRoute: false,
    schema: {
      operationId: 'exportContact',
      summary:
        'Export all that is kept of a person: contact, chats, messages, what was written in groups, files',
      description: FORMAT,
      tags: ['exports', 'contacts'],
      params: ContactParams,
      querystring: Query,
      response: answers({ 200: Lines }, ['COMPANY_NOT_FOUND', 'CONTACT_NOT_FOUND']),
    },
    async handler({ params, query }, reply) {
      const { companyId } = params;
      const chatId = await personOf(store, params);
      await assertCompany(store, companyId);
      const spellings = await store.exports.spellings(companyId, chatId);
      return send(reply, { companyId, spellings }, query);
    },
  });
}
