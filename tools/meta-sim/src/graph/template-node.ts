import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TemplateDesk } from '../accounts/template-desk.ts';
import { CATEGORIES, componentsProblem, type Category } from '../accounts/template-shape.ts';
import { describeTemplate, type NewTemplate, type Template, type Templates } from '../accounts/templates.ts';
import type { Uploads } from '../media/uploads.ts';
import type { Fields } from '../messages/check.ts';
import type { Phones } from '../phones.ts';
import { tokenProblem, unknownObject } from './access.ts';
import { onAccount, type AccountEdge } from './account-node.ts';
import { parameterError, type GraphError } from './errors.ts';
import { asText, isError, page, paramsOf, pickFields, required, textParam } from './params.ts';
import { VERSION, type NodePath } from './paths.ts';
import { answerWith, refuse } from './reply.ts';

const NODE_TYPE = 'WhatsAppMessageTemplate';
const DEFAULT_FIELDS = [
  'name',
  'parameter_format',
  'components',
  'language',
  'status',
  'category',
  'previous_category',
  'message_send_ttl_seconds',
  'id',
];
const EDITABLE = ['APPROVED', 'REJECTED', 'PAUSED'];
/** Meta's subcode for a name that has a template in this language. */
const EXISTS = 2388024;

export interface TemplateDeps {
  phones: Phones;
  uploads: Uploads;
  templates: Templates;
  desk: TemplateDesk;
}

/** `/{WABA id}/message_templates`. */
export function templateRoutes(app: FastifyInstance, deps: TemplateDeps): void {
  const edge = (method: 'GET' | 'POST' | 'DELETE', run: AccountEdge) =>
    app.route<NodePath>({
      method,
      url: `/${VERSION}/:id/message_templates`,
      handler: (request, reply) => onAccount(deps.phones, request, reply, run),
    });
  edge('GET', (wabaId, params, request) => listTemplates(deps, wabaId, params, request));
  edge('POST', (wabaId, params) => createTemplate(deps, wabaId, params));
  edge('DELETE', (wabaId, params) => deleteTemplates(deps, wabaId, params));
}

/** `GET /{template id}`. */
export function showTemplate(deps: TemplateDeps, request: FastifyRequest<NodePath>, reply: FastifyReply) {
  return onTemplate(deps, request, reply, (template, { fields }) => shown(template, fields));
}

/** `POST /{template id}`: changes components, category or time to live, and puts it up for review again. */
export function changeTemplate(deps: TemplateDeps, request: FastifyRequest<NodePath>, reply: FastifyReply) {
  return onTemplate(deps, request, reply, (template, params) => {
    const { components = template.components, message_send_ttl_seconds: ttl } = params;
    if (!EDITABLE.includes(template.status))
      return parameterError(`A template that is ${template.status} cannot be changed.`);
    const category = categoryOf(params.category ?? template.category);
    if (!category) return parameterError(`Param category must be one of {${CATEGORIES.join(', ')}}.`);
    if (template.status === 'APPROVED' && category !== template.category)
      return parameterError('The category of an approved template cannot be changed.');
    const problem = componentsProblem(components, category, deps.uploads);
    if (problem) return problem;
    Object.assign(template, {
      components,
      category,
      ttlSeconds: ttl === undefined ? template.ttlSeconds : Number(ttl),
    });
    deps.desk.submit(template);
    return { success: true, id: template.id, name: template.name, category };
  });
}

function onTemplate(
  { phones, templates }: TemplateDeps,
  request: FastifyRequest<NodePath>,
  reply: FastifyReply,
  run: (template: Template, params: Fields) => object,
) {
  const { id } = request.params;
  const template = templates.get(id);
  const error = tokenProblem(phones, request, template && phones.ofAccount(template.wabaId)[0]);
  if (error) return refuse(reply, error);
  if (!template) return refuse(reply, unknownObject(id, request.method));
  const result = run(template, paramsOf(request));
  return isError(result) ? refuse(reply, result) : answerWith(reply, result);
}

function shown(template: Template, fields: unknown): Fields | GraphError {
  const optional = { previous_category: undefined, message_send_ttl_seconds: undefined };
  const node = { ...optional, ...describeTemplate(template), library_template_name: undefined };
  return pickFields(node, fields, DEFAULT_FIELDS, NODE_TYPE);
}

function listTemplates({ templates }: TemplateDeps, wabaId: string, params: Fields, request: FastifyRequest) {
  const found = templates.list(wabaId, {
    name: textParam(params, 'name'),
    content: textParam(params, 'name_or_content') ?? textParam(params, 'content'),
    status: textParam(params, 'status'),
    category: textParam(params, 'category'),
    language: textParam(params, 'language'),
    quality: textParam(params, 'quality_score'),
  });
  const wrong = found
    .slice(0, 1)
    .map((template) => shown(template, params.fields))
    .find(isError);
  return (
    wrong ??
    page(
      request,
      found,
      ({ id }) => id,
      (template) => shown(template, params.fields),
    )
  );
}

function createTemplate({ templates, uploads, desk }: TemplateDeps, wabaId: string, params: Fields): object {
  const given = newTemplate(wabaId, params, uploads);
  if ('code' in given) return given;
  if (templates.named(wabaId, given.name, given.language)) {
    const sentence = `There is a template ${given.name} in ${given.language} already.`;
    return { ...parameterError(sentence), message: 'Invalid parameter', details: sentence, subcode: EXISTS };
  }
  const template = templates.add(given);
  desk.submit(template);
  return { id: template.id, status: template.status, category: template.category };
}

/** A template from what a caller gave, or what is wrong with it. */
export function newTemplate(wabaId: string, params: Fields, uploads: Uploads): NewTemplate | GraphError {
  const name = textParam(params, 'name');
  const language = textParam(params, 'language');
  if (!name) return required('name');
  if (!/^[a-z0-9_]{1,512}$/.test(name))
    return parameterError('Param name must be lowercase letters, digits and underscores, at most 512.');
  if (!language) return required('language');
  if (!/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(language))
    return parameterError(`Param language ${language} is not supported.`);
  if (params.category === undefined) return required('category');
  const category = categoryOf(params.category);
  if (!category) return parameterError(`Param category must be one of {${CATEGORIES.join(', ')}}.`);
  const components = parsed(params.components);
  const problem = componentsProblem(components, category, uploads);
  if (problem) return problem;
  const format = asText(params.parameter_format ?? 'POSITIONAL').toUpperCase();
  if (format !== 'POSITIONAL' && format !== 'NAMED')
    return parameterError('Param parameter_format must be one of {POSITIONAL, NAMED}.');
  const ttl = params.message_send_ttl_seconds;
  const ttlSeconds = ttl === undefined ? undefined : Number(ttl);
  return {
    wabaId,
    name,
    language,
    category,
    components: components as Fields[],
    parameterFormat: format,
    ttlSeconds,
  };
}

/** Lists come as JSON text when the call is a form. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined; // text that is no list is answered like one that is missing
  }
}

function categoryOf(value: unknown): Category | undefined {
  return CATEGORIES.find((category) => category === String(value).toUpperCase());
}

/** By `name` every language goes, with `hsm_id` one. */
function deleteTemplates({ templates }: TemplateDeps, wabaId: string, params: Fields): object {
  const name = textParam(params, 'name');
  const ids = idsIn(params);
  if (!name && ids.length === 0) return required('name');
  const own = templates.list(wabaId);
  const doomed = own.filter(
    (template) => (!name || template.name === name) && (ids.length === 0 || ids.includes(template.id)),
  );
  if (doomed.length === 0) return { ...parameterError('There is no such template.'), subcode: 2593002 };
  for (const template of doomed) templates.remove(template);
  return { success: true };
}

function idsIn({ hsm_id: id, hsm_ids: list }: Fields): string[] {
  const all = parsed(list);
  return [...(id === undefined ? [] : [asText(id)]), ...(Array.isArray(all) ? all.map(String) : [])];
}
