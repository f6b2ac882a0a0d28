import type { ActionResult, ErrorCode, Log, TemplateComponent, TemplateFacts } from '@watertight/core';
import type { Account, Store } from '@watertight/store';
import { fieldsIn, firstText, isFields, type Fields } from '../json.ts';
import { andThen, done, refused, type Line, type Performer } from './asking.ts';
import { accountPath, NO_ACCOUNT } from './subscription.ts';
import type { Tokens } from '../tokens.ts';
import { uploadHandle, type OpenMedia, type UploadRules } from './upload.ts';

export interface TemplateDeps {
  templates: Store['templates'];
  openMedia: OpenMedia;
  tokens: Tokens;
  log: Log;
}

const FIELDS = 'id,name,language,status,category,previous_category,rejected_reason,quality_score,components';
/** Small enough for an answer of a megabyte, were each template a carousel. */
const PAGE = 25;
/** No account may have more than 6000 templates. */
const MAX_PAGES = 400;
const SYNC_EVERY_MS = 3_600_000;
/** Accounts that came together are not read together for ever. */
const JITTER = 0.2;

const HEADERS: Readonly<Record<string, UploadRules>> = {
  IMAGE: { what: 'The picture of a template', types: /^image\/(?:jpeg|png)$/, maxBytes: 5 * 1024 * 1024 },
  VIDEO: { what: 'The video of a template', types: /^video\/(?:mp4|3gpp)$/, maxBytes: 16 * 1024 * 1024 },
  DOCUMENT: { what: 'The document of a template', types: /^application\/pdf$/, maxBytes: 100 * 1024 * 1024 },
};

/** A template as Meta tells it; null for what is none. */
export function templateOf(fields: Fields): TemplateFacts | null {
  const { quality_score: quality, rejected_reason: reason } = fields;
  const templateId = firstText(fields.id);
  const [name, language] = [firstText(fields.name), firstText(fields.language)];
  if (!templateId || !/^[0-9]{1,32}$/.test(templateId) || !name || !language) return null;
  return {
    templateId,
    name,
    language,
    category: firstText(fields.category) ?? 'UNKNOWN',
    status: firstText(fields.status) ?? 'UNKNOWN',
    quality: isFields(quality) ? firstText(quality.score) : null,
    rejectedReason: reason === 'NONE' ? null : firstText(reason),
    components: fieldsIn(fields.components),
    previousCategory: firstText(fields.previous_category),
  };
}

const readTemplate = (line: Line, templateId: string) =>
  line.ask('GET', `${encodeURIComponent(templateId)}?fields=${FIELDS}`);

/**
 * Everything that an account has, page by page by Meta's cursors. What was read before a page is refused is lost:
 * half a list says nothing of what is missing.
 */
async function readAll(
  line: Line,
  wabaId: string,
): Promise<ActionResult<{ list: TemplateFacts[]; isWhole: boolean }>> {
  const list: TemplateFacts[] = [];
  const seen = new Set<string>();
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({ fields: FIELDS, limit: String(PAGE), ...(after ? { after } : {}) });
    const answer = await line.ask('GET', accountPath(wabaId, `/message_templates?${query.toString()}`));
    if (answer.kind !== 'done') return answer;
    list.push(...fieldsIn(answer.value.data).flatMap((fields) => templateOf(fields) ?? []));
    after = cursorIn(answer.value.paging);
    if (after === null || seen.has(after)) return done({ list: onceEach(list), isWhole: after === null });
    seen.add(after);
  }
  return done({ list: onceEach(list), isWhole: false });
}

/** `next` holds the token, and is only looked at to see whether there is more. */
function cursorIn(paging: unknown): string | null {
  if (!isFields(paging) || !firstText(paging.next) || !isFields(paging.cursors)) return null;
  return firstText(paging.cursors.after);
}

/** A list that grows while it is read may tell something twice. */
const onceEach = (list: TemplateFacts[]): TemplateFacts[] => [
  ...new Map(list.map((template) => [template.templateId, template])).values(),
];

export async function syncTemplates(
  { templates }: Pick<TemplateDeps, 'templates'>,
  line: Line,
): Promise<ActionResult<{ templates: number }>> {
  const account = accountOf(line);
  if (!account) return NO_ACCOUNT;
  const startedAt = await templates.now();
  const read = await readAll(line, account.wabaId);
  if (read.kind !== 'done') return read;
  const { list, isWhole } = read.value;
  const nextMs = SYNC_EVERY_MS * (1 - JITTER / 2 + JITTER * Math.random());
  await templates.replace(account, { templates: list, startedAt, isWhole }, nextMs);
  return done({ templates: list.length });
}

const accountOf = ({ phone: { companyId }, credentials: { wabaId } }: Line): Account | null =>
  wabaId === null ? null : { companyId, wabaId };

const create: Performer<'template.create', TemplateDeps> = async (deps, line, { template }) => {
  const account = accountOf(line);
  if (!account) return NO_ACCOUNT;
  const components = await withHandles(deps, line, template.components);
  if (components.kind !== 'done') return components;
  const { name, language, category, allowCategoryChange, messageSendTtlSeconds, parameterFormat } = template;
  const made = await line.ask('POST', accountPath(account.wabaId, '/message_templates'), {
    ...{ name, language, category },
    components: components.value,
    allow_category_change: allowCategoryChange,
    message_send_ttl_seconds: messageSendTtlSeconds,
    parameter_format: parameterFormat,
  });
  if (made.kind !== 'done') return made;
  const known = templateOf({ name, language, category, components: components.value, ...made.value });
  if (!known) return { kind: 'unknown', detail: 'Meta made the template and did not say its id.' };
  return keep(deps, line, account, known);
};

const edit: Performer<'template.edit', TemplateDeps> = async (deps, line, { templateId, change }) => {
  const account = accountOf(line);
  if (!account) return NO_ACCOUNT;
  // The token may see templates of other accounts: only what is on record as this account's is touched.
  const before = await deps.templates.get(account, templateId);
  if (!before) return refused('TEMPLATE_NOT_FOUND', `The account has no template ${templateId}.`);
  const components = change.components ? await withHandles(deps, line, change.components) : done(undefined);
  if (components.kind !== 'done') return components;
  const changed = await line.ask('POST', encodeURIComponent(templateId), {
    category: change.category,
    components: components.value,
    message_send_ttl_seconds: change.messageSendTtlSeconds,
  });
  if (changed.kind !== 'done') return changed;
  const known = {
    ...before,
    category: change.category ?? before.category,
    components: components.value ?? before.components,
  };
  return keep(deps, line, account, known);
};

/**
 * Keeps how Meta has it now, or, should Meta not say it again, what is known of it. It was done by then: what fails
 * from here on is made good by the next sync.
 */
async function keep(
  { templates, log }: TemplateDeps,
  line: Line,
  account: Account,
  known: TemplateFacts,
): Promise<{ kind: 'done'; value: TemplateFacts }> {
  let now = factsOf(known);
  try {
    const askedAt = await templates.now();
    const read = await readTemplate(line, known.templateId);
    now = (read.kind === 'done' ? templateOf(read.value) : null) ?? now;
    await templates.save(account, now, askedAt);
  } catch (error) {
    log.warn({ err: error, ...account, templateId: now.templateId }, 'template.unsaved');
  }
  return done(now);
}

/** Without what is ours. */
const factsOf = (template: TemplateFacts): TemplateFacts => ({
  templateId: template.templateId,
  name: template.name,
  language: template.language,
  category: template.category,
  status: template.status,
  quality: template.quality,
  rejectedReason: template.rejectedReason,
  components: template.components,
  previousCategory: template.previousCategory,
});

const remove: Performer<'template.delete', TemplateDeps> = async (
  deps,
  line,
  { templateName, templateId },
) => {
  const account = accountOf(line);
  if (!account) return NO_ACCOUNT;
  const query = new URLSearchParams({ name: templateName, ...(templateId ? { hsm_id: templateId } : {}) });
  const end = await line.ask('DELETE', accountPath(account.wabaId, `/message_templates?${query.toString()}`));
  const isGone = end.kind === 'done' || (end.kind === 'refused' && end.code === GONE);
  const removed = isGone
    ? await deps.templates.remove(account, { name: templateName, templateId }).catch((error: unknown) => {
        deps.log.warn({ err: error, ...account }, 'template.unremoved');
        return 0;
      })
    : 0;
  return andThen(end, () => ({ removed }));
};

const GONE: ErrorCode = 'TEMPLATE_NOT_FOUND';

/** Files that components name by our `mediaId`, in a header or in the header of a card, become Meta's handles. */
async function withHandles(
  deps: TemplateDeps,
  line: Line,
  components: TemplateComponent[],
): Promise<ActionResult<TemplateComponent[]>> {
  const made: TemplateComponent[] = [];
  for (const component of components) {
    const one = await withHandle(deps, line, component);
    if (one.kind !== 'done') return one;
    made.push(one.value);
  }
  return done(made);
}

async function withHandle(
  deps: TemplateDeps,
  line: Line,
  { mediaId, cards, ...component }: TemplateComponent,
): Promise<ActionResult<TemplateComponent>> {
  if (Array.isArray(cards)) return withCards(deps, line, component, fieldsIn(cards));
  if (typeof mediaId !== 'string') return done(component);
  const rules = HEADERS[String(component.format).toUpperCase()];
  if (!rules)
    return refused('MEDIA_TYPE_INVALID', 'Headers of format IMAGE, VIDEO and DOCUMENT take a file.');
  const handle = await uploadHandle(deps.openMedia, line, mediaId, rules, deps.tokens);
  return andThen(handle, (value) => ({ ...component, example: { header_handle: [value] } }));
}

async function withCards(
  deps: TemplateDeps,
  line: Line,
  component: TemplateComponent,
  cards: Fields[],
): Promise<ActionResult<TemplateComponent>> {
  const made: TemplateComponent[] = [];
  for (const card of cards) {
    const parts = await withHandles(deps, line, fieldsIn(card.components));
    if (parts.kind !== 'done') return parts;
    made.push({ ...card, components: parts.value });
  }
  return done({ ...component, cards: made });
}

/** The message templates of an account: at Meta, and as they are kept here. */
export const templateActions = {
  'template.sync': ((deps, line) => syncTemplates(deps, line)) satisfies Performer<
    'template.sync',
    TemplateDeps
  >,
  'template.create': create,
  'template.edit': edit,
  'template.delete': remove,
};
