import {
  CodedError,
  type ErrorCode,
  type Template,
  type TemplateCategory,
  type TemplateComponent,
  type TemplateFacts,
} from '@watertight/core';
import type { Account, Store } from '@watertight/store';
import type { App } from '../../http/app.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { refuseFaults } from '../../http/validation.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, PhoneParams, ref } from '../../schemas/common.ts';
import {
  TemplateBody,
  TemplateChangeBody,
  TemplateOrNameParams,
  TemplateParams,
  templateResource,
  TemplateResource,
  TemplatesRemoved,
} from '../../schemas/template.ts';
import { ACCOUNT_CODES, accountOf } from './account.ts';
import { componentFaults } from './components.ts';

/** Files are brought to Meta on the way. */
const WRITE_MS = 55_000;
const CODES: ErrorCode[] = [
  ...new Set<ErrorCode>([
    ...ACTION_CODES,
    ...ACCOUNT_CODES,
    'TOKEN_REFUSED',
    'RATE_LIMITED',
    'FORBIDDEN_BY_WHATSAPP',
    'REFUSED_BY_WHATSAPP',
  ]),
];
const FILE_CODES = ['MEDIA_NOT_FOUND', 'MEDIA_TYPE_INVALID', 'MEDIA_TOO_LARGE'] as const;

export function writeTemplates(
  app: App,
  { store, clock }: Pick<ApiDeps, 'store' | 'clock'>,
  performer: Performer,
): void {
  /** As it is kept; where that failed, as Meta told it: it was made, and the next sync keeps it. */
  const shown = async (account: Account, made: TemplateFacts): Promise<Template> => {
    const now = clock.now();
    const asTold = { ...account, ...made, createdAt: now, updatedAt: now, syncedAt: now };
    return (await store.templates.get(account, made.templateId)) ?? asTold;
  };

  app.route({
    method: 'POST',
    url: '/api/v2/templates/:companyId/:phoneIndex',
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'createTemplate',
      summary: 'Make a message template; Meta then judges it',
      description:
        'Components are in Meta’s words. A header of format IMAGE, VIDEO or DOCUMENT, also of a card, may name a file that was uploaded here by `mediaId`.',
      tags: ['templates'],
      params: PhoneParams,
      body: TemplateBody,
      response: answers({ 201: ref(TemplateResource) }, [...CODES, ...FILE_CODES, 'TEMPLATE_EXISTS']),
    },
    async handler({ params, body }, reply) {
      refuse(body.components, body.category);
      const { phone, account } = await accountOf(store, params);
      const made = await performer.ask(phone, { name: 'template.create', template: body }, WRITE_MS);
      const template = await shown(account, made);
      return reply
        .code(201)
        .header('location', `/api/v2/templates/${phone.companyId}/${phone.phoneIndex}/${made.templateId}`)
        .send(templateResource(template));
    },
  });

  app.route({
    method: 'PATCH',
    url: '/api/v2/templates/:companyId/:phoneIndex/:template',
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'changeTemplate',
      summary: 'Change a message template; Meta judges it anew',
      description:
        'Components are replaced as a whole. Meta limits how often an approved template is changed.',
      tags: ['templates'],
      params: TemplateParams,
      body: TemplateChangeBody,
      response: answers({ 200: ref(TemplateResource) }, [...CODES, ...FILE_CODES, 'TEMPLATE_NOT_FOUND']),
    },
    async handler({ params, body }) {
      const { phone, account } = await accountOf(store, params);
      const { template: templateId } = params;
      const before = await kept(store, account, templateId);
      if (body.components) refuse(body.components, body.category ?? (before.category as TemplateCategory));
      const made = await performer.ask(phone, { name: 'template.edit', templateId, change: body }, WRITE_MS);
      return templateResource(await shown(account, made));
    },
  });

  app.route({
    method: 'DELETE',
    url: '/api/v2/templates/:companyId/:phoneIndex/:template',
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'removeTemplate',
      summary: 'Remove a message template by its id, or all languages of one by its name',
      tags: ['templates'],
      params: TemplateOrNameParams,
      response: answers({ 200: ref(TemplatesRemoved) }, [...CODES, 'TEMPLATE_NOT_FOUND']),
    },
    async handler({ params }) {
      const { phone, account } = await accountOf(store, params);
      const byId = await store.templates.get(account, params.template);
      const which = byId
        ? { templateName: byId.name, templateId: byId.templateId }
        : { templateName: params.template };
      return performer.ask(phone, { name: 'template.delete', ...which }, WRITE_MS);
    },
  });
}

/** @throws InvalidRequest */
function refuse(components: TemplateComponent[], category: TemplateCategory): void {
  const faults = componentFaults(components, category);
  if (faults.length > 0) refuseFaults(faults);
}

/** @throws CodedError TEMPLATE_NOT_FOUND */
async function kept(store: Pick<Store, 'templates'>, account: Account, templateId: string) {
  const template = await store.templates.get(account, templateId);
  if (!template) throw new CodedError('TEMPLATE_NOT_FOUND');
  return template;
}
