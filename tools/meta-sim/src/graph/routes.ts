import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FaultRule } from '../faults.ts';
import { newWamid } from '../ids.ts';
import type { Inbox } from '../inbox.ts';
import type { Ledger } from '../ledger.ts';
import type { Limited, Limits } from '../limits.ts';
import { parseMessagesBody, type ReadRequest, type SendRequest } from '../messages/request.ts';
import type { Phone } from '../phones.ts';
import type { Scheduler } from '../scheduler.ts';
import type { StatusPlan } from '../statuses.ts';
import type { Category } from '../accounts/template-shape.ts';
import { templateRefusal, type Template, type Templates } from '../accounts/templates.ts';
import type { Fields } from '../messages/check.ts';
import { accessTo } from './access.ts';
import { accountRoutes } from './account-node.ts';
import { codedError, parameterError } from './errors.ts';
import { DEFAULT_FAILED_STATUS_CODE, DEFAULT_SLOW_MS, faultHooks, refusalOf } from './faults.ts';
import { mediaRoutes } from './media.ts';
import { nodeRoutes, type NodeDeps } from './nodes.ts';
import { VERSION, type PhonePath } from './paths.ts';
import { phoneRoutes } from './phone-node.ts';
import { answer, refuse, reset, succeed } from './reply.ts';
import { templateRoutes } from './template-node.ts';
import { uploadRoutes } from './uploads.ts';

export interface GraphDeps extends NodeDeps {
  ledger: Ledger;
  statuses: StatusPlan;
  inbox: Inbox;
  limits: Limits;
  /** Holds answers back. */
  answers: Scheduler<() => void>;
}

/** The paths of graph.facebook.com that the simulator knows. */
export async function graphRoutes(app: FastifyInstance, deps: GraphDeps): Promise<void> {
  app.setErrorHandler((error: { message: string; statusCode?: number }, _request, reply) => {
    const expected = error.statusCode !== undefined && error.statusCode < 500;
    const fault = { status: 500, code: 1, message: 'An unknown error occurred', transient: false };
    void refuse(reply, expected ? parameterError(error.message) : fault);
  });
  await app.register((scope, _options, done) => {
    messageRoute(scope, deps);
    done();
  });
  await app.register(async (scope) => {
    faultHooks(scope, deps);
    await scope.register((inner) => mediaRoutes(inner, deps));
    takeAnyBody(scope);
    uploadRoutes(scope, deps);
    phoneRoutes(scope, deps);
    accountRoutes(scope, deps);
    templateRoutes(scope, deps);
    nodeRoutes(scope, deps);
  });
}

/** Graph takes JSON, forms, bytes and nothing at all, whatever the content type says. */
function takeAnyBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, raw, done) => {
    try {
      done(null, raw === '' ? {} : (JSON.parse(raw as string) as unknown));
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }));
    }
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** A parsed body beside the text it came as, which the ledger keeps. */
interface MessageBody {
  json: unknown;
  raw: string;
}

function messageRoute(app: FastifyInstance, deps: GraphDeps): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, raw, done) => {
    try {
      done(null, { json: JSON.parse(raw as string) as unknown, raw });
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }));
    }
  });
  app.post<PhonePath & { Body: MessageBody | undefined }>(
    `/${VERSION}/:phoneNumberId/messages`,
    (request, reply) => {
      const access = accessTo(deps.phones, request.params.phoneNumberId, request);
      if (!access.granted) return refuse(reply, access.error);
      const { phoneNumberId } = access.phone;
      const call = parseMessagesBody(request.body?.json, { phoneNumberId, media: deps.media });
      if (call.kind === 'refused') return refuse(reply, call.error);
      if (call.kind === 'read') return markAsRead(deps.inbox, phoneNumberId, call, reply);
      return send(deps, access.phone, call, request, reply);
    },
  );
}

function markAsRead(inbox: Inbox, phoneNumberId: string, { messageId }: ReadRequest, reply: FastifyReply) {
  if (inbox.has(phoneNumberId, messageId)) return succeed(reply);
  const details = `Parameter message_id is not a message that came to phone ${phoneNumberId}.`;
  return refuse(reply, codedError(131009, details));
}

/** What Graph answers on a path that it does not know. */
export function unknownPath(request: FastifyRequest, reply: FastifyReply): void {
  const path = request.url.split('?', 1)[0];
  void refuse(reply, { status: 404, code: 2500, message: `Unknown path components: ${path}` });
}

function send(
  deps: GraphDeps,
  phone: Phone,
  call: SendRequest,
  request: FastifyRequest<PhonePath & { Body: MessageBody | undefined }>,
  reply: FastifyReply,
): FastifyReply | void {
  const { phoneNumberId, wabaId } = phone;
  const { id: to } = call.recipient;
  const fault = deps.behaviour.takeFault({ call: 'messages', phoneNumberId, to });
  if (fault?.kind === 'reset-before') return reset(reply);
  const refusal = fault && refusalOf(fault);
  if (refusal) return refuse(reply, refusal);
  if (!deps.records.mayThisSend(phoneNumberId))
    return refuse(reply, codedError(133010, 'The phone number is not registered.'));
  const template = call.type === 'template' ? templateOf(deps.templates, wabaId, call) : undefined;
  if (call.type === 'template' && deps.behaviour.limitsOf(phoneNumberId).templates) {
    const error = templateRefusal(template, call.content as Fields);
    if (error) return refuse(reply, error);
  }
  const limited = deps.limits.hit({ phoneNumberId, wabaId, to, isTemplate: call.type === 'template' });
  if (limited?.told === 'at-once') return refuse(reply, codedError(limited.code, limited.details));
  const { body: sent, params } = request;
  const failure = failureOf(fault, limited);
  const category = template?.category;
  const id = accept(deps, phone, call, { version: params.version, raw: sent?.raw ?? '', failure, category });
  if (fault?.kind === 'reset-after') return reset(reply);
  const body = acceptedBody(call, id);
  const delayMs = deps.behaviour.drawLatencyMs() + slowness(fault);
  if (delayMs === 0) return answer(reply, body);
  deps.answers.in(delayMs, () => void answer(reply, body));
}

/** The code of the failed status that is to come, if any. */
function failureOf(fault: FaultRule | undefined, limited: Limited | undefined): number | undefined {
  if (fault?.kind === 'failed-status') return fault.code ?? DEFAULT_FAILED_STATUS_CODE;
  return limited?.code;
}

function templateOf(templates: Templates, wabaId: string, { content }: SendRequest): Template | undefined {
  const { name, language } = content as { name: string; language: { code: string } };
  return templates.named(wabaId, name, language.code);
}

interface Acceptance {
  version: string;
  raw: string;
  failure: number | undefined;
  /** Of the template, where one is known. */
  category: Category | undefined;
}

/** From here on the message has reached "WhatsApp", whatever becomes of the answer. */
function accept(
  { ledger, statuses }: GraphDeps,
  phone: Phone,
  { recipient, type, text, caption, opaque, voice }: SendRequest,
  { version, raw, failure, category }: Acceptance,
): string {
  const id = newWamid(recipient.id, 'outbound');
  ledger.add({ id, phoneNumberId: phone.phoneNumberId, to: recipient.id, type, text, caption, opaque }, raw);
  const major = Number.parseInt(version.slice(1), 10);
  statuses.add({ phone, id, recipient, opaque, type, voice, category, version: major }, failure);
  return id;
}

function acceptedBody({ input, recipient }: SendRequest, id: string): string {
  const who = recipient.kind === 'phone' ? { wa_id: recipient.id } : {};
  const user = recipient.kind === 'user' ? { user_id: recipient.id } : {};
  return JSON.stringify({
    messaging_product: 'whatsapp',
    contacts: [{ input, ...who, ...user }],
    messages: [{ id, message_status: 'accepted' }],
  });
}

function slowness(fault: FaultRule | undefined): number {
  return fault?.kind === 'slow' ? (fault.delayMs ?? DEFAULT_SLOW_MS) : 0;
}
