import { CodedError } from '@watertight/core';
import { pageAs } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, pageOf, PhoneParams, ref } from '../../schemas/common.ts';
import {
  TemplateParams,
  TemplateQuery,
  templateResource,
  TemplateResource,
  TemplatesSynced,
} from '../../schemas/template.ts';
import { ACCOUNT_CODES, accountOf } from './account.ts';

/** A whole account is read, page by page. */
const SYNC_MS = 50_000;
const SYNC_CODES = [
  ...new Set([
    ...ACTION_CODES,
    ...ACCOUNT_CODES,
    ...(['RATE_LIMITED', 'TOKEN_REFUSED', 'FORBIDDEN_BY_WHATSAPP', 'REFUSED_BY_WHATSAPP'] as const),
  ]),
];

export function readTemplates(app: App, { store }: Pick<ApiDeps, 'store'>, performer: Performer): void {
  app.route({
    method: 'GET',
    url: '/api/v2/templates/:companyId/:phoneIndex',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'listTemplates',
      summary: 'List the message templates of a phone’s account',
      description:
        'From what is kept here: read from Meta once an hour, and kept up by its webhooks. `refresh` reads Meta’s list first.',
      tags: ['templates'],
      params: PhoneParams,
      querystring: TemplateQuery,
      response: answers({ 200: pageOf(ref(TemplateResource)) }, SYNC_CODES),
    },
    async handler({ params, query: { refresh, limit, cursor, ...filter } }) {
      const { phone, account } = await accountOf(store, params);
      if (refresh) await performer.ask(phone, { name: 'template.sync' }, SYNC_MS);
      const page = await store.templates.list(account, filter, { limit, cursor });
      return pageAs(page, templateResource);
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v2/templates/:companyId/:phoneIndex/:template',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'readTemplate',
      summary: 'Read a message template',
      tags: ['templates'],
      params: TemplateParams,
      response: answers({ 200: ref(TemplateResource) }, [...ACCOUNT_CODES, 'TEMPLATE_NOT_FOUND']),
    },
    async handler({ params }) {
      const { account } = await accountOf(store, params);
      const template = await store.templates.get(account, params.template);
      if (!template) throw new CodedError('TEMPLATE_NOT_FOUND');
      return templateResource(template);
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v2/templates/:companyId/:phoneIndex/sync',
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'syncTemplates',
      summary: 'Read all message templates of the account from Meta now',
      tags: ['templates'],
      params: PhoneParams,
      response: answers({ 200: ref(TemplatesSynced) }, SYNC_CODES),
    },
    async handler({ params }) {
      const { phone } = await accountOf(store, params);
      return performer.ask(phone, { name: 'template.sync' }, SYNC_MS);
    },
  });
}
