import type { BehaviourStore } from '../behaviour.ts';
import type { HttpClient } from '../http-client.ts';
import type { Phone } from '../phones.ts';
import { Scheduler } from '../scheduler.ts';
import { shuffled } from '../shuffled.ts';
import { encodeBody, signatureOf, webhookBody, webhookHeaders, type Update } from './payload.ts';

const CONCURRENT_POSTS = 16;
const GIVE_UP_AFTER_MS = 7 * 86_400_000;

/** `updates` are statuses and inbound messages; `posts` are HTTP requests. */
export interface OutboxStats {
  /** Updates that wait, are under way or pause before a retry. */
  queued: number;
  /** Updates answered with 200. */
  delivered: number;
  /** Updates thrown away because the queue was full or no 200 came for seven days. */
  dropped: number;
  posts: number;
  /** Posts that ended in anything but a 200. */
  failedPosts: number;
  /** How the latest failed post ended: an HTTP status or an error code. */
  lastFailure: string | null;
}

/** Where updates go: one app (URL and secret). It exists only while there is something to tell. */
interface Destination {
  url: string;
  appSecret: string;
  pending: Update[];
  /** Encoded batches whose time has come: repeats and duplicates. */
  ready: Batch[];
  inFlight: number;
  /** Batches in flight, in `ready` or in a pause. */
  batches: number;
  flushTimer: NodeJS.Timeout | undefined;
  /** The oldest pending update has waited long enough: a smaller batch may go. */
  ripe: boolean;
}

interface Batch {
  destination: Destination;
  bytes: Buffer;
  headers: Record<string, string | number>;
  updates: number;
  attempts: number;
  bornAt: number;
}

type UrlOf = (phone: Phone) => string | undefined;
const ownUrl: UrlOf = ({ webhookUrl }) => webhookUrl;

/** Brings updates to their webhooks: batched, signed, at least once, until the answer is exactly 200. */
export class WebhookOutbox {
  readonly #behaviour: BehaviourStore;
  readonly #client: HttpClient;
  readonly #capacity: number;
  readonly #urlOf: UrlOf;
  readonly #destinations = new Map<string, Destination>();
  readonly #pauses = new Scheduler<Batch>((batch) => this.#makeReady(batch));
  readonly #stats: OutboxStats = {
    queued: 0,
    delivered: 0,
    dropped: 0,
    posts: 0,
    failedPosts: 0,
    lastFailure: null,
  };
  #stopped = false;

  /**
   * `capacity` bounds the updates held at any time. `urlOf` says where the updates of a phone go; undefined:
   * nobody wants them.
   */
  constructor(behaviour: BehaviourStore, client: HttpClient, capacity: number, urlOf: UrlOf = ownUrl) {
    this.#behaviour = behaviour;
    this.#urlOf = urlOf;
    this.#client = client;
    this.#capacity = capacity;
  }

  get stats(): Readonly<OutboxStats> {
    return this.#stats;
  }

  /** Queues one update; drops and counts it when the queue is full, forgets it when nobody is subscribed. */
  add(update: Update): void {
    const url = this.#stopped ? undefined : this.#urlOf(update.phone);
    if (url === undefined) return;
    if (this.#stats.queued >= this.#capacity) {
      this.#stats.dropped += 1;
      return;
    }
    this.#stats.queued += 1;
    const destination = this.#destinationOf(url, update.phone.appSecret);
    destination.pending.push(update);
    this.#flushSoon(destination);
    if (destination.pending.length >= this.#behaviour.current.batchSize) this.#pump(destination);
  }

  /** Counts an update that never got as far as the queue. */
  countDrop(): void {
    this.#stats.dropped += 1;
  }

  /** Forgets everything not delivered. */
  stop(): void {
    this.#stopped = true;
    this.#pauses.clear();
    for (const destination of this.#destinations.values()) clearTimeout(destination.flushTimer);
    this.#destinations.clear();
  }

  #destinationOf(url: string, appSecret: string): Destination {
    const key = `${appSecret} ${url}`;
    let destination = this.#destinations.get(key);
    if (!destination) {
      const empty = { pending: [], ready: [], inFlight: 0, batches: 0, flushTimer: undefined, ripe: false };
      destination = { url, appSecret, ...empty };
      this.#destinations.set(key, destination);
    }
    return destination;
  }

  #flushSoon(destination: Destination): void {
    destination.flushTimer ??= setTimeout(() => {
      destination.flushTimer = undefined;
      destination.ripe = destination.pending.length > 0;
      this.#pump(destination);
    }, this.#behaviour.current.coalesceMs);
  }

  #makeReady(batch: Batch): void {
    batch.destination.ready.push(batch);
    this.#pump(batch.destination);
  }

  #pump(destination: Destination): void {
    while (!this.#stopped && destination.inFlight < CONCURRENT_POSTS) {
      const batch = destination.ready.shift() ?? this.#nextBatch(destination);
      if (!batch) break;
      destination.inFlight += 1;
      void this.#post(batch);
    }
    this.#retire(destination);
  }

  #nextBatch(destination: Destination): Batch | undefined {
    const { batchSize, duplicateWebhooks, shuffleWebhooks } = this.#behaviour.current;
    const { pending } = destination;
    if (pending.length === 0 || (pending.length < batchSize && !destination.ripe)) return undefined;
    const taken = pending.splice(0, batchSize);
    if (pending.length === 0) destination.ripe = false;
    const batch = encodeBatch(destination, shuffleWebhooks ? shuffled(taken) : taken);
    destination.batches += 1;
    if (duplicateWebhooks) this.#duplicate(batch);
    return batch;
  }

  #duplicate(batch: Batch): void {
    this.#stats.queued += batch.updates;
    batch.destination.batches += 1;
    batch.destination.ready.push({ ...batch });
  }

  async #post(batch: Batch): Promise<void> {
    const { destination, bytes: body, headers } = batch;
    const answer = await this.#client.call({ method: 'POST', url: destination.url, headers, body });
    destination.inFlight -= 1;
    if (this.#stopped) return;
    this.#stats.posts += 1;
    if (answer.status === 200) {
      this.#stats.delivered += batch.updates;
      this.#finish(batch);
    } else {
      this.#failed(batch, answer.status === null ? answer.problem : `HTTP ${answer.status}`);
    }
    this.#pump(destination);
  }

  #failed(batch: Batch, failure: string): void {
    this.#stats.failedPosts += 1;
    this.#stats.lastFailure = failure;
    if (Date.now() - batch.bornAt > GIVE_UP_AFTER_MS) {
      this.#stats.dropped += batch.updates;
      this.#finish(batch);
      return;
    }
    const { retryFirstMs, retryMaxMs } = this.#behaviour.current;
    this.#pauses.in(Math.min(retryMaxMs, retryFirstMs * 2 ** batch.attempts), batch);
    batch.attempts += 1;
  }

  #finish(batch: Batch): void {
    this.#stats.queued -= batch.updates;
    batch.destination.batches -= 1;
  }

  /** Forgets a destination that has nothing left, so that the map is bounded by the updates held. */
  #retire(destination: Destination): void {
    if (destination.batches > 0 || destination.pending.length > 0 || destination.flushTimer) return;
    this.#destinations.delete(`${destination.appSecret} ${destination.url}`);
  }
}

function encodeBatch(destination: Destination, updates: Update[]): Batch {
  const bytes = encodeBody(webhookBody(updates));
  const headers = webhookHeaders(bytes, signatureOf(bytes, destination.appSecret));
  return { destination, bytes, headers, updates: updates.length, attempts: 0, bornAt: Date.now() };
}
