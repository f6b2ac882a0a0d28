import type { Metrics } from './metrics.ts';
import type { Overview, QueueReport } from './overview.ts';
import { remembered } from './remembered.ts';

/**
 * What this process has heard of all others, at each scrape: so that a process that is dead, and cannot be scraped,
 * has a series that says so. The label `process_name` is the process that is told of, not the one that tells.
 */
export function systemMetrics(metrics: Metrics, overview: () => Promise<Pick<Overview, 'processes'>>): void {
  const labels = ['process_name', 'instance_id'] as const;
  const age = metrics.gauge(
    'process_heartbeat_age_seconds',
    'Since the last heartbeat of an instance that was heard of here',
    labels,
  );
  const up = metrics.gauge(
    'process_up',
    '1 while an instance is heard of; 0 after eight seconds of silence, or when a process was never heard of',
    labels,
  );
  const healthy = metrics.gauge('process_healthy', '1 while an instance says that all is well', labels);
  metrics.beforeScrape(async () => {
    const { processes } = await overview();
    for (const gauge of [age, up, healthy]) gauge.reset(); // an instance that is listed no more has no series
    for (const { processName, instanceId, status, lastHeartbeatAt } of processes) {
      const instance = { process_name: processName, instance_id: instanceId };
      up.set(instance, status === 'down' ? 0 : 1);
      healthy.set(instance, status === 'healthy' ? 1 : 0);
      if (lastHeartbeatAt) age.set(instance, Math.max(0, Date.now() - Date.parse(lastHeartbeatAt)) / 1000);
    }
  });
}

/** Numbers of the whole system, as `libs/store` reads them. */
export interface SystemFigures {
  phones: { channel: string; class: string; status: string; count: number }[];
  reasons: { channel: string; reasonCode: string; count: number }[];
  notReady: { channel: string; class: string; seconds: number }[];
  unconfirmed: { channel: string; awaiting: number; held: number }[];
  endpoints: { enabled: number; disabled: number; off: number };
  journal: { source: string; count: number; oldestSeconds: number }[];
}

export interface FigureSource {
  backlog(): Promise<Record<string, QueueReport>>;
  figures(): Promise<SystemFigures>;
}

/** Whoever scrapes however often, the database is asked no more often than this. */
const FRESH_MS = 5000;
const TIMEOUT_MS = 2000;

/**
 * What the database says of lanes, phones, webhooks and the journal. While it does not say anything these gauges have no
 * series: an old number would look like a true one.
 */
export function databaseMetrics(metrics: Metrics, source: FigureSource): void {
  const options = { freshMs: FRESH_MS, timeoutMs: TIMEOUT_MS };
  const backlog = remembered(source.backlog, options);
  const figures = remembered(source.figures, options);
  const lanes = laneGauges(metrics);
  const phones = phoneGauges(metrics);
  const others = otherGauges(metrics);
  metrics.beforeScrape(async () => {
    const [queues, rest] = await Promise.all([backlog(), figures()]);
    lanes(queues.ok ? queues.value : undefined);
    phones(rest.ok ? rest.value : undefined);
    others(rest.ok ? rest.value : undefined);
  });
}

type Show<T> = (value: T | undefined) => void;
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

function laneGauges(metrics: Metrics): Show<Record<string, QueueReport>> {
  const messages = metrics.gauge(
    'lane_messages',
    'Messages that are due, being sent, due later, and that failed in the last day',
    ['channel', 'state'],
  );
  const oldest = metrics.gauge(
    'lane_oldest_message_seconds',
    'For how long the oldest message has been due',
    ['channel'],
  );
  const deliveries = metrics.gauge(
    'webhook_deliveries',
    'Webhook deliveries that are due, lanes being served, deliveries due later, and those given up in the last day',
    ['state'],
  );
  const oldestDelivery = metrics.gauge(
    'webhook_oldest_delivery_seconds',
    'How old the oldest delivery to an enabled webhook is that was not taken yet',
  );
  return (queues) => {
    for (const gauge of [messages, oldest, deliveries]) gauge.reset();
    oldestDelivery.remove();
    for (const [channel, queue] of Object.entries(queues ?? {})) {
      const isWebhook = channel === 'webhook';
      for (const state of STATES) {
        if (isWebhook) deliveries.set({ state }, queue[state]);
        else messages.set({ channel, state }, queue[state]);
      }
      if (isWebhook) oldestDelivery.set(queue.oldestSeconds);
      else oldest.set({ channel }, queue.oldestSeconds);
    }
  };
}

function phoneGauges(metrics: Metrics): Show<SystemFigures> {
  const phones = metrics.gauge('phones', 'Phones, by channel, class and status', [
    ...(['channel', 'class', 'status'] as const),
  ]);
  const reasons = metrics.gauge('phones_with_reason', 'Phones whose state has a reason', [
    'channel',
    'reason_code',
  ]);
  const notReady = metrics.gauge(
    'phone_not_ready_seconds',
    'For how long the longest has not been ready, of phones that should be and once were',
    ['channel', 'class'],
  );
  return (figures) => {
    for (const gauge of [phones, reasons, notReady]) gauge.reset();
    for (const { count, ...labels } of figures?.phones ?? []) phones.set(labels, count);
    for (const { channel, reasonCode, count } of figures?.reasons ?? [])
      reasons.set({ channel, reason_code: reasonCode }, count);
    for (const { seconds, ...labels } of figures?.notReady ?? []) notReady.set(labels, seconds);
  };
}

function otherGauges(metrics: Metrics): Show<SystemFigures> {
  const unconfirmed = metrics.gauge(
    'messages_unconfirmed',
    'Messages of the last day of which nobody knows whether they went out: evidence is awaited, or none will come',
    ['channel', 'state'],
  );
  const endpoints = metrics.gauge(
    'webhook_endpoints',
    'Webhooks in use, disabled because they failed, and turned off by their owners',
    ['state'],
  );
  const journal = metrics.gauge('journal_entries', 'What came in and is not understood yet', ['channel']);
  const oldest = metrics.gauge('journal_oldest_seconds', 'How long the oldest of it has waited', ['channel']);
  return (figures) => {
    for (const gauge of [unconfirmed, endpoints, journal, oldest]) gauge.reset();
    for (const { channel, awaiting, held } of figures?.unconfirmed ?? []) {
      unconfirmed.set({ channel, state: 'awaiting' }, awaiting);
      unconfirmed.set({ channel, state: 'held' }, held);
    }
    for (const [state, count] of Object.entries(figures?.endpoints ?? {})) endpoints.set({ state }, count);
    for (const { source: channel, count, oldestSeconds } of figures?.journal ?? []) {
      journal.set({ channel }, count);
      oldest.set({ channel }, Math.max(0, oldestSeconds));
    }
  };
}
