import type { Coordination } from '@watertight/coordination';
import type {
  Clock,
  ErrorCode,
  Log,
  Message,
  MessageContent,
  OnUncertain,
  Phone,
  PhoneMode,
  SendableType,
  Tracing,
} from '@watertight/core';
import type { Queueing } from '@watertight/queueing';
import type { DEAD_LETTERS, ProcessRetention, Store } from '@watertight/store';
import type { Origin } from './trace.ts';

/** What delivery is built from. */
export interface DeliveryDeps {
  store: Store;
  queueing: Queueing;
  coordination: Coordination;
  clock: Clock;
  log: Log;
  /** Names this process in leases and attempts. */
  instanceId: string;
  /** Nothing is traced without it. */
  tracing?: Tracing | undefined;
  /** Final messages that are older are removed; all are kept when absent. */
  retentionDays?: number | undefined;
  /** How long what processes say of themselves is kept. */
  processRetention?: ProcessRetention | undefined;
}

/** A message that somebody asks to have sent; already validated as to its shape. */
export interface SendRequest {
  companyId: string;
  /** The company's lowest connected phone when absent. */
  phoneIndex?: number | undefined;
  type: SendableType;
  /** In our spelling; see parseChatId. */
  chatId: string;
  /** What was asked for: the same content under the same idempotency key is the same request. */
  content: MessageContent;
  /**
   * Makes of it what is stored (fetches a file, say), once it is known which phone serves the message: asked for a new
   * message alone, never for a replayed one. Its CodedErrors refuse the message.
   */
  complete?: ((phone: Pick<Phone, 'connectionType'>) => Promise<MessageContent>) | undefined;
  quotedMessageId?: string | undefined;
  mentions?: string[] | undefined;
  metadata?: Record<string, unknown> | undefined;
  scheduledAt?: Date | undefined;
  expiresAt?: Date | undefined;
  /** Sent although the person's window to answer in is closed: the provider decides. */
  ignoreWindow?: boolean | undefined;
  /** False: it waits for its phone, whatever fallback that has. */
  fallback?: boolean | undefined;
  onUncertain?: OnUncertain | undefined;
  idempotencyKey?: string | undefined;
}

export type AcceptResult =
  /** Committed: it will end in a final state whatever is killed. */
  | { kind: 'accepted'; message: Message; mode: PhoneMode }
  | { kind: 'replayed'; message: Message }
  | { kind: 'refused'; code: ErrorCode; detail?: string };

/** Which messages are to be queued again. */
export interface DeadLetters {
  statuses: readonly (typeof DEAD_LETTERS)[number][];
  phoneIndex?: number | undefined;
  chatId?: string | undefined;
  /** Created at or after. */
  from?: Date | undefined;
  /** Created before. */
  to?: Date | undefined;
  /** The code of their error. */
  code?: string | undefined;
  limit: number;
}

/** The sending side of a message's life, for the API. */
export interface Accepting {
  /** @throws CodedError STORE_UNAVAILABLE when it could not be committed. */
  accept(request: SendRequest, origin?: Origin): Promise<AcceptResult>;
  /** Many at once; one commit, each with its own result, in the given order. */
  acceptBatch(requests: SendRequest[], origin?: Origin): Promise<AcceptResult[]>;
  /** Resolves with the message as soon as it is sent or final, else as it is after `timeoutMs`. */
  waitForSent(message: Message, timeoutMs: number, signal: AbortSignal): Promise<Message>;
  /** Cancels what is not yet being sent; null when there is no such message. */
  cancel(companyId: string, messageId: string): Promise<{ cancelled: boolean; message: Message } | null>;
  /** Queues a failed or unconfirmed message again; null when there is no such message. */
  retry(companyId: string, messageId: string): Promise<{ retried: boolean; message: Message } | null>;
  /** Queues the oldest failed or unconfirmed messages again that match; null when there is no such company. */
  retryAll(companyId: string, wanted: DeadLetters): Promise<{ found: number; retried: number } | null>;
}

/** A worker's hold on its lanes. */
export interface Host {
  start(): Promise<void>;
  /** Stops claiming, finishes what is in flight, gives the lanes back. */
  stop(): Promise<void>;
  /** Lanes being drained, or sessions held. */
  active(): number;
}

/** How a provider's raw body enters. */
export interface Ingest {
  /** Resolves when the body is committed; what follows from it happens afterwards, in the trace that it came in with. */
  commit(body: Buffer, phoneId?: string, traceparent?: string | null): Promise<void>;
}
