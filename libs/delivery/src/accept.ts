import {
  CodedError,
  inSpan,
  isHeldToWindow,
  newId,
  noTracing,
  sha256Hex,
  type Company,
  type Message,
  type MessageContent,
  type NewMessage,
  type PhoneMode,
  type Routing,
  type Span,
} from '@watertight/core';
import {
  canDivert,
  createCache,
  fallbackOf,
  route,
  type Diverting,
  type RoutablePhone,
} from '@watertight/routing';
import type { Accepted } from '@watertight/store';
import { canonicalJson } from './canonical-json.ts';
import { cancelDecision, retryDecision } from './operator.ts';
import type { Origin } from './trace.ts';
import type { Accepting, AcceptResult, DeadLetters, DeliveryDeps, SendRequest } from './types.ts';
import { createWaiting } from './waiting.ts';
import { createWindows } from './windows.ts';

/** A change of a phone reaches every instance by a broadcast; this is the bound when the broadcast is lost. */
const PHONES_TTL_MS = 1000;
const MAX_COMPANIES = 10_000;

/** The way in: a request becomes a committed message with a lane that knows of it. */
export function createAccepting(deps: DeliveryDeps): Accepting {
  const { store, queueing, coordination, clock, tracing = noTracing } = deps;
  const directory = createCache<Directory>({
    load: (companyId) => store.asCompany(companyId, () => loadDirectory(deps, companyId)),
    ttlMs: PHONES_TTL_MS,
    maxEntries: MAX_COMPANIES,
    clock,
  });
  coordination.subscribe('phones', ({ companyId }) => directory.forget(companyId));
  const waiting = createWaiting(deps);
  const windows = createWindows(deps);

  const prepare = async (request: SendRequest, origin: Origin): Promise<Prepared | AcceptResult> => {
    const { company, phones } = await directory.get(request.companyId);
    if (!company) return refuse('COMPANY_NOT_FOUND');
    // What few messages need is waited for only by those: each wait costs all the others a turn.
    const quoted = request.quotedMessageId === undefined ? undefined : await quotedBy(request);
    if (quoted === null) return refuse('MESSAGE_NOT_FOUND');
    const routed = route(phones, {
      phoneIndex: request.phoneIndex,
      quotedIndex: quoted?.phoneIndex,
      type: request.type,
    });
    if (routed.kind === 'refused') return routed;
    if (request.type === 'reaction' && quoted && quoted.phoneId !== routed.phone.phoneId)
      return refuse('MESSAGE_NOT_FOUND', `The message is not on phone ${routed.phone.phoneIndex}.`);
    const chatId = request.chatId.endsWith('@lid') ? await spelled(request) : request.chatId;
    const fallback = request.fallback === false ? null : fallbackOf(phones, routed.phone, clock.now());
    const elsewhere =
      fallback &&
      (await store.asCompany(request.companyId, () => diverted(request, chatId, routed.phone, fallback)));
    const { phone, routing } = elsewhere ?? routed;
    const message = newMessage(request, { phone, routing, chatId, origin });
    const closed = heldToWindow(message, phone) ? await closedWindow(message, phone) : null;
    if (closed) return closed;
    const { complete } = request;
    const { mode } = phone;
    if (!complete) return { message, mode };
    const whole = await store.asCompany(request.companyId, () => completed(message, () => complete(phone)));
    return 'kind' in whole ? whole : { message: whole, mode };
  };

  /**
   * The fallback of a phone that has not been ready for too long, when it can carry the message; null: it waits for its
   * phone. What waits of its chat already, and will go the same way, goes first.
   */
  const diverted = async (
    request: SendRequest,
    chatId: string,
    phone: RoutablePhone,
    fallback: Diverting<RoutablePhone>,
  ): Promise<{ phone: RoutablePhone; routing: Routing } | null> => {
    const { type, companyId, ignoreWindow = false } = request;
    if (!canDivert({ type, chatId, answers: request.quotedMessageId !== undefined }, fallback.phone))
      return null;
    if (await windows.refusal({ phone: fallback.phone, type, chatId, ignoreWindow })) return null;
    const { phoneId } = phone;
    if (fallback.queued && (await store.messages.chatWaits({ companyId, phoneId, chatId }))) return null;
    return { phone: fallback.phone, routing: routingOver(phone, fallback.since) };
  };

  /** A key that was used before is answered without completing anything. */
  const completed = async (
    message: NewMessage,
    complete: () => Promise<MessageContent>,
  ): Promise<NewMessage | AcceptResult> => {
    const known = message.idempotencyKey === null ? null : await store.messages.findAccepted(message);
    if (known) return known.kind === 'key-reused' ? refuse('IDEMPOTENCY_KEY_REUSED') : known;
    try {
      return { ...message, content: await complete() };
    } catch (error) {
      if (error instanceof CodedError) return refuse(error.code, error.detail);
      throw error;
    }
  };

  /** What is scheduled for later than a window lasts is looked at again when its time comes, and not before. */
  const heldToWindow = (message: NewMessage, phone: RoutablePhone): boolean => {
    const { scheduledAt } = message;
    const now = clock.now();
    return (
      !(scheduledAt && scheduledAt > now) &&
      isHeldToWindow(
        { phone, type: message.type, chatId: message.chatId, ignoreWindow: message.ignoreWindow },
        now,
      )
    );
  };

  const closedWindow = async (message: NewMessage, phone: RoutablePhone): Promise<AcceptResult | null> => {
    const { type, chatId, ignoreWindow } = message;
    const detail = await windows.refusal({ phone, type, chatId, ignoreWindow });
    if (detail === null) return null;
    // What was accepted before is answered as it was then.
    const known = message.idempotencyKey === null ? null : await store.messages.findAccepted(message);
    return known ? tell(known, phone.mode) : refuse('OUTSIDE_WINDOW', detail);
  };

  /** One person is one chat: by his number, once it is known, however he is addressed here. */
  const spelled = async ({ companyId, chatId }: SendRequest): Promise<string> =>
    (await store.asCompany(companyId, () => store.contacts.find(companyId, chatId)))?.phoneNumber ?? chatId;

  /** An answer goes out from the phone that has what it answers. */
  const quotedBy = async ({
    companyId,
    quotedMessageId,
  }: SendRequest): Promise<Message | null | undefined> =>
    quotedMessageId === undefined
      ? undefined
      : store.asCompany(companyId, () => store.messages.find(companyId, quotedMessageId));

  const wake = (message: Message) => {
    if (message.status === 'queued') queueing.wake(message);
  };

  /** All that becomes of the messages goes on under this span. */
  const accepting = ({ traceparent }: Origin, messages: number): Span =>
    tracing.start('message.accept', {
      ...{ parent: traceparent, kind: 'producer', attributes: { 'message.count': messages } },
    });

  const under = ({ requestId = null }: { requestId?: string | null }, { traceparent }: Span) => ({
    ...(requestId === null ? {} : { requestId }),
    traceparent,
  });

  const committing = <T>({ traceparent: parent }: Span, work: () => Promise<T>): Promise<T> =>
    tracing.isOn ? inSpan(tracing.start('message.commit', { parent }), work) : work();

  const refused = (span: Span, result: AcceptResult): AcceptResult => {
    span.set({ 'message.code': result.kind === 'refused' ? result.code : result.kind });
    return result;
  };

  const tell = (accepted: Accepted, mode: PhoneMode): AcceptResult => {
    if (accepted.kind === 'key-reused') return refuse('IDEMPOTENCY_KEY_REUSED');
    wake(accepted.message);
    return accepted.kind === 'accepted' ? { ...accepted, mode } : accepted;
  };

  return {
    async accept(request, origin = {}) {
      const span = accepting(origin, 1);
      return inSpan(span, async () => {
        const prepared = await prepare(request, under(origin, span));
        if ('kind' in prepared) return refused(span, prepared);
        const { message, mode } = prepared;
        span.set({ 'message.id': message.id });
        return tell(await committing(span, () => store.messages.accept(message)), mode);
      });
    },

    async acceptBatch(requests, origin = {}) {
      const span = accepting(origin, requests.length);
      return inSpan(span, async () => {
        const prepared = await Promise.all(requests.map((request) => prepare(request, under(origin, span))));
        const messages = prepared.flatMap((entry) => ('kind' in entry ? [] : entry.message));
        const accepted = await committing(span, () => store.messages.acceptAll(messages));
        let next = 0;
        return prepared.map((entry) =>
          'kind' in entry ? entry : tell(accepted[next++] as Accepted, entry.mode),
        );
      });
    },

    waitForSent: waiting.waitForSent,

    async cancel(companyId, messageId) {
      const changed = await operate(messageId, companyId, cancelDecision);
      const message = await store.messages.find(companyId, messageId);
      return message && { cancelled: changed, message };
    },

    async retry(companyId, messageId) {
      const changed = await operate(messageId, companyId, retryDecision);
      const message = await store.messages.find(companyId, messageId);
      if (message && changed) wake(message);
      return message && { retried: changed, message };
    },

    retryAll,
  };

  async function retryAll(companyId: string, { limit, ...wanted }: DeadLetters) {
    const { company, phones } = await directory.get(companyId);
    if (!company) return null;
    const ids = await store.messages.findDead(companyId, wanted, limit);
    const changed = await store.messages.change({
      facts: new Map(ids.map((id) => [id, companyId])),
      decide: (current, owner) => (current.company_id === owner ? retryDecision(current) : null),
    });
    const lanes = new Set(changed.map(({ phoneId }) => phoneId));
    for (const phone of phones) if (lanes.has(phone.phoneId)) queueing.wake({ ...phone, companyId });
    return { found: ids.length, retried: changed.length };
  }

  async function operate(
    messageId: string,
    companyId: string,
    decision: typeof cancelDecision,
  ): Promise<boolean> {
    const changed = await store.messages.change({
      facts: new Map([[messageId, companyId]]),
      decide: (current, owner) => (current.company_id === owner ? decision(current) : null),
    });
    return changed.length > 0;
  }
}

type Refused = Extract<AcceptResult, { kind: 'refused' }>;
const refuse = (code: Refused['code'], detail?: string): Refused => ({
  kind: 'refused',
  code,
  ...(detail === undefined ? {} : { detail }),
});

/** Ready to be committed. */
interface Prepared {
  message: NewMessage;
  mode: PhoneMode;
}

interface Directory {
  company: Company | null;
  phones: RoutablePhone[];
}

async function loadDirectory({ store }: DeliveryDeps, companyId: string): Promise<Directory> {
  const [company, phones] = await Promise.all([
    store.companies.get(companyId),
    store.phones.ofCompany(companyId),
  ]);
  return { company, phones };
}

const routingOver = ({ phoneIndex }: RoutablePhone, since: Date): Routing => ({
  routedBy: 'fallback',
  fallbackFrom: phoneIndex,
  notReadySince: since.toISOString(),
});

interface Way {
  phone: RoutablePhone;
  routing: Routing;
  chatId: string;
  origin: Origin;
}

function newMessage(request: SendRequest, { phone, routing, chatId, origin }: Way): NewMessage {
  const { idempotencyKey = null } = request;
  return {
    id: newId('msg'),
    companyId: request.companyId,
    phoneId: phone.phoneId,
    phoneIndex: phone.phoneIndex,
    connectionType: phone.connectionType,
    type: request.type,
    chatId,
    content: request.content,
    quotedMessageId: request.quotedMessageId ?? null,
    mentions: request.mentions ?? null,
    metadata: request.metadata ?? null,
    idempotencyKey,
    requestHash:
      idempotencyKey === null
        ? null
        : sha256Hex(canonicalJson({ ...request, idempotencyKey: undefined, complete: undefined })),
    onUncertain: request.onUncertain ?? 'hold',
    scheduledAt: request.scheduledAt ?? null,
    expiresAt: request.expiresAt ?? null,
    ...(request.ignoreWindow ? { ignoreWindow: true } : {}),
    routing,
    ...(request.fallback === false ? { noFallback: true } : {}),
    ...origin,
  };
}
