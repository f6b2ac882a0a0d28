import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BehaviourStore, FaultRule } from '../behaviour.ts';
import { newWamid } from '../ids.ts';
import type { Ledger } from '../ledger.ts';
import type { Phone, Phones } from '../phones.ts';
import type { Scheduler } from '../scheduler.ts';
import type { StatusPlan } from '../statuses.ts';
import { accessTo } from './access.ts';
import { parameterError } from './errors.ts';
import { DEFAULT_FAILED_STATUS_CODE, DEFAULT_SLOW_MS, refusalOf } from './faults.ts';
import { mediaRoutes } from './media.ts';
import { nodeRoutes, type NodeDeps } from './nodes.ts';
import { VERSION, type PhonePath } from './paths.ts';
import { answer, refuse, reset, succeed } from './reply.ts';
import { parseMessagesBody, type SendRequest } from './send-request.ts';
import { uploadRoutes } from './uploads.ts';

export interface GraphDeps extends NodeDeps {
  phones: Phones;
  ledger: Ledger;
  behaviour: BehaviourStore;
  statuses: StatusPlan;
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
  app.post<PhonePath>(`/${VERSION}/:phoneNumberId/messages`, (request, reply) => {
    const access = accessTo(deps.phones, request.params.phoneNumberId, request);
    if (!access.granted) return refuse(reply, access.error);
    const call = parseMessagesBody(request.body);
    if (call.kind === 'refused') return refuse(reply, call.error);
    if (call.kind === 'read') return succeed(reply);
    return send(deps, access.phone, call, request, reply);
  });
  uploadRoutes(app, deps.uploads);
  await app.register((scope) => mediaRoutes(scope, deps));
  await app.register((scope, _options, done) => {
    nodeRoutes(scope, deps);
    done();
  });
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
  request: FastifyRequest<PhonePath>,
  reply: FastifyReply,
): FastifyReply | void {
  const fault = deps.behaviour.takeFault(phone.phoneNumberId, call.recipient.id);
  if (fault?.kind === 'reset-before') return reset(reply);
  const refusal = fault && refusalOf(fault);
  if (refusal) return refuse(reply, refusal);
  const id = accept(deps, phone, call, request.params.version, fault);
  if (fault?.kind === 'reset-after') return reset(reply);
  const body = acceptedBody(call, id);
  const delayMs = deps.behaviour.current.latencyMs + slowness(fault);
  if (delayMs === 0) return answer(reply, body);
  deps.answers.in(delayMs, () => answer(reply, body));
}

/** From here on the message has reached "WhatsApp", whatever becomes of the answer. */
function accept(
  { ledger, statuses }: GraphDeps,
  phone: Phone,
  { recipient, type, text, opaque }: SendRequest,
  version: string,
  fault: FaultRule | undefined,
): string {
  const id = newWamid(recipient.id, 'outbound');
  ledger.add({ id, phoneNumberId: phone.phoneNumberId, to: recipient.id, type, text, opaque });
  const failure = fault?.kind === 'failed-status' ? (fault.code ?? DEFAULT_FAILED_STATUS_CODE) : undefined;
  statuses.add({ phone, id, recipient, opaque, version: Number.parseInt(version.slice(1), 10) }, failure);
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
