import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { PhoneState, type PhoneRecord, type PhoneRecords } from '../accounts/phone-state.ts';
import type { TemplateDesk } from '../accounts/template-desk.ts';
import { CATEGORIES, type Category } from '../accounts/template-shape.ts';
import {
  describeTemplate,
  QUALITIES,
  STATUSES,
  type Quality,
  type Template,
  type Templates,
  type TemplateStatus,
} from '../accounts/templates.ts';
import { isError } from '../graph/params.ts';
import { newTemplate } from '../graph/template-node.ts';
import type { Uploads } from '../media/uploads.ts';
import type { Phones } from '../phones.ts';
import type { WebhookOutbox } from '../webhook/outbox.ts';
import { Digits, Name, strict } from './fields.ts';
import { complain, unknownPhone } from './sentences.ts';

const PhonePath = Type.Object({ phoneNumberId: Digits });
const StatePatch = Type.Partial(PhoneState, strict);
const TemplatePath = Type.Object({ id: Digits });
const Seed = Type.Object(
  { wabaId: Digits, status: Type.Optional(Type.Unsafe<TemplateStatus>({ type: 'string', enum: STATUSES })) },
  { additionalProperties: true },
);
const Decision = Type.Object(
  {
    status: Type.Optional(Type.Unsafe<TemplateStatus>({ type: 'string', enum: STATUSES })),
    reason: Type.Optional(Name),
    quality: Type.Optional(Type.Unsafe<Quality>({ type: 'string', enum: QUALITIES })),
    category: Type.Optional(Type.Unsafe<Category>({ type: 'string', enum: CATEGORIES })),
  },
  strict,
);

export interface AccountControlDeps {
  phones: Phones;
  records: PhoneRecords;
  templates: Templates;
  desk: TemplateDesk;
  uploads: Uploads;
  outbox: WebhookOutbox;
}

/** What Meta decides about phones and templates; each change is told to the webhook. */
export function accountControlRoutes(app: FastifyInstance, deps: AccountControlDeps): void {
  const { phones, records, templates, desk } = deps;

  app.get<{ Params: Static<typeof PhonePath> }>(
    '/phones/:phoneNumberId/state',
    { schema: { params: PhonePath } },
    ({ params: { phoneNumberId } }, reply) => reply.send(shownState(records.read(phoneNumberId))),
  );
  app.put<{ Params: Static<typeof PhonePath>; Body: Static<typeof StatePatch> }>(
    '/phones/:phoneNumberId/state',
    { schema: { params: PhonePath, body: StatePatch } },
    ({ params: { phoneNumberId }, body }, reply) => {
      if (!phones.find(phoneNumberId)) return complain(reply, 400, unknownPhone(phoneNumberId));
      const record = records.change(phoneNumberId);
      const before = { ...record };
      Object.assign(record, body);
      tellOfState(deps, phoneNumberId, before, record);
      return reply.send(shownState(record));
    },
  );

  app.get<{ Querystring: { wabaId?: string } }>('/templates', ({ query: { wabaId = '' } }, reply) =>
    reply.send({ templates: templates.list(wabaId).map(shownTemplate) }),
  );
  app.post<{ Body: Static<typeof Seed> }>('/templates', { schema: { body: Seed } }, ({ body }, reply) => {
    const { wabaId, status = 'APPROVED', ...params } = body;
    const given = newTemplate(wabaId, params, deps.uploads);
    if (isError(given)) return complain(reply, 400, given.details ?? given.message);
    const existing = templates.named(wabaId, given.name, given.language);
    if (existing) templates.remove(existing);
    const template = templates.add(given);
    template.status = status;
    return reply.code(201).send(shownTemplate(template));
  });
  app.put<{ Params: Static<typeof TemplatePath>; Body: Static<typeof Decision> }>(
    '/templates/:id',
    { schema: { params: TemplatePath, body: Decision } },
    ({ params: { id }, body: { status, reason, quality, category } }, reply) => {
      const template = templates.get(id);
      if (!template) return complain(reply, 404, `There is no template ${id}.`);
      if (category) desk.setCategory(template, category);
      if (quality) desk.setQuality(template, quality);
      if (status) desk.setStatus(template, status, reason);
      return reply.send(shownTemplate(template));
    },
  );
}

function shownTemplate(template: Template): object {
  return { wabaId: template.wabaId, ...describeTemplate(template) };
}

function shownState({
  blocked,
  settings,
  profile,
  wrongPins,
  registrations,
  ...state
}: Readonly<PhoneRecord>): object {
  return {
    ...state,
    wrongPins,
    registrations: registrations.length,
    blocked: [...blocked],
    settings,
    profile,
  };
}

const LIMITS = PhoneState.properties.messagingLimit as unknown as { enum: string[] };

function tellOfState(
  { phones, outbox }: AccountControlDeps,
  phoneNumberId: string,
  before: PhoneState,
  after: PhoneState,
): void {
  const phone = phones.find(phoneNumberId)!;
  const tell = (field: string, value: object) =>
    outbox.add({
      phone,
      kind: 'whole',
      field,
      value: { display_phone_number: phone.displayPhoneNumber, ...value },
    });
  const rank = ({ messagingLimit }: PhoneState) => LIMITS.enum.indexOf(messagingLimit);
  if (rank(after) !== rank(before) || after.qualityRating !== before.qualityRating) {
    const event =
      rank(after) === rank(before) ? flagEvent(after) : rank(after) > rank(before) ? 'UPGRADE' : 'DOWNGRADE';
    tell('phone_number_quality_update', { event, current_limit: after.messagingLimit });
  }
  if (after.throughputLevel !== before.throughputLevel)
    tell('phone_number_quality_update', { event: 'THROUGHPUT_UPGRADE', current_limit: after.messagingLimit });
  if (after.nameStatus !== before.nameStatus) {
    const decision =
      after.nameStatus === 'DECLINED'
        ? 'REJECTED'
        : after.nameStatus === 'APPROVED'
          ? 'APPROVED'
          : 'DEFERRED';
    tell('phone_number_name_update', {
      decision,
      requested_verified_name: phone.verifiedName,
      rejection_reason: 'NONE',
    });
  }
}

function flagEvent({ qualityRating }: PhoneState): string {
  return qualityRating === 'RED' ? 'FLAGGED' : 'UNFLAGGED';
}
