import { createHash } from 'node:crypto';
import type { Category } from './accounts/template-shape.ts';
import type { BehaviourStore, LastStatus } from './behaviour.ts';
import { statusErrorOf } from './graph/errors.ts';
import type { Phone } from './phones.ts';
import { Scheduler } from './scheduler.ts';
import { shuffled } from './shuffled.ts';
import type { WebhookOutbox } from './webhook/outbox.ts';

const DAY_SECONDS = 86_400;
/** From this Graph version on, statuses carry no conversation. */
const FIRST_VERSION_WITHOUT_CONVERSATION = 24;

/** An accepted message, as far as its statuses need it. */
export interface AcceptedMessage {
  phone: Phone;
  /** The wamid. */
  id: string;
  recipient: { kind: 'phone' | 'user' | 'group'; id: string };
  opaque: string | null;
  /** The type of the message: a reaction gets no more than `sent`. */
  type: string;
  /** A voice message is played after it was read. */
  voice: boolean;
  /** Of the template; undefined for other messages and for templates that the simulator does not know. */
  category: Category | undefined;
  /** Major number of the Graph version it was sent with. */
  version: number;
}

type StatusName = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

interface Step {
  message: AcceptedMessage;
  status: StatusName;
  /** Whom in a group it is about. */
  participant?: string | undefined;
  failureCode?: number | undefined;
}

/** Tells the webhook what becomes of each accepted message: sent, delivered, read, or failed. */
export class StatusPlan {
  readonly #behaviour: BehaviourStore;
  readonly #outbox: WebhookOutbox;
  readonly #capacity: number;
  readonly #steps = new Scheduler<Step>((step) => this.#tell(step));

  /** `capacity` bounds the statuses waiting for their time; what exceeds it counts as dropped. */
  constructor(behaviour: BehaviourStore, outbox: WebhookOutbox, capacity: number) {
    this.#behaviour = behaviour;
    this.#outbox = outbox;
    this.#capacity = capacity;
  }

  /** Plans all statuses of a message; with a `failureCode` a single `failed` instead. */
  add(message: AcceptedMessage, failureCode?: number): void {
    const { statuses, shuffleWebhooks, delays } = this.#behaviour.current;
    if (!statuses) return;
    if (failureCode !== undefined) {
      this.#plan(delays.sentMs ?? 0, { message, status: 'failed', failureCode });
      return;
    }
    const names = namesFor(message, this.#behaviour.lastStatusOf(message.phone.phoneNumberId));
    const times = names.map((name) => delays[`${name}Ms`]);
    const order = shuffleWebhooks ? shuffled(times) : times;
    for (const [index, status] of names.entries())
      for (const participant of this.#participantsOf(message, status))
        this.#planUnlessNever(order[index], { message, status, participant });
  }

  /** In a group everybody gets and reads the message by himself; it is sent once. */
  #participantsOf({ recipient }: AcceptedMessage, status: StatusName): readonly (string | undefined)[] {
    if (recipient.kind !== 'group' || status === 'sent') return NOBODY;
    return this.#behaviour.current.groups[recipient.id] ?? NOBODY;
  }

  stop(): void {
    this.#steps.clear();
  }

  #planUnlessNever(delayMs: number | null | undefined, step: Step): void {
    if (typeof delayMs === 'number') this.#plan(delayMs, step);
  }

  #plan(delayMs: number, step: Step): void {
    if (this.#steps.size < this.#capacity) this.#steps.in(delayMs, step);
    else this.#outbox.countDrop();
  }

  #tell(step: Step): void {
    this.#outbox.add({ phone: step.message.phone, kind: 'statuses', item: statusOf(step) });
  }
}

const NOBODY = [undefined];

type Reached = 'sent' | 'delivered' | 'read' | 'played';
const REACTION: Reached[] = ['sent'];
const USUAL: Reached[] = ['sent', 'delivered', 'read'];
const VOICE: Reached[] = [...USUAL, 'played'];

function namesFor({ type, voice }: AcceptedMessage, last: LastStatus): Reached[] {
  if (type === 'reaction') return REACTION;
  if (last !== 'read') return USUAL.slice(0, USUAL.indexOf(last) + 1);
  return voice ? VOICE : USUAL;
}

function statusOf({ message, status, participant, failureCode }: Step): object {
  const seconds = Math.floor(Date.now() / 1000);
  return {
    id: message.id,
    status,
    timestamp: String(seconds),
    ...recipientOf(message),
    ...(participant !== undefined && { recipient_participant_id: participant }),
    ...(message.opaque !== null && { biz_opaque_callback_data: message.opaque }),
    ...billingOf(message, status, seconds),
    ...(failureCode !== undefined && { errors: [statusErrorOf(failureCode)] }),
  };
}

function recipientOf({ recipient }: AcceptedMessage): object {
  if (recipient.kind === 'user') return { recipient_user_id: recipient.id };
  if (recipient.kind === 'group') return { recipient_id: recipient.id, recipient_type: 'group' };
  return { recipient_id: recipient.id };
}

/** Meta bills with `sent` and once more with the first of `delivered` and `read`. */
function billingOf(message: AcceptedMessage, status: StatusName, seconds: number): object {
  if (status !== 'sent' && status !== 'delivered') return {};
  const isTemplate = message.type === 'template';
  const category = isTemplate ? (message.category ?? 'UTILITY').toLowerCase() : 'service';
  const type = isTemplate ? 'regular' : 'free_customer_service';
  const pricing = { billable: isTemplate, pricing_model: 'PMP', type, category };
  if (message.version >= FIRST_VERSION_WITHOUT_CONVERSATION) return { pricing };
  const expiry = status === 'sent' ? { expiration_timestamp: String(seconds + DAY_SECONDS) } : {};
  const conversation = { id: conversationId(message), ...expiry, origin: { type: category } };
  return { conversation, pricing };
}

function conversationId({ phone, recipient }: AcceptedMessage): string {
  return createHash('sha256').update(`${phone.phoneNumberId} ${recipient.id}`).digest('hex').slice(0, 32);
}
