import type { Clock, Tracing } from '@watertight/core';
import type { Coordination } from '@watertight/coordination';
import type { Accepting, EventFeed, PhoneCalls } from '@watertight/delivery';
import type { Health, Metrics } from '@watertight/health';
import type { MediaFiles } from '@watertight/media';
import type { Egress, Logger, Secret } from '@watertight/service';
import type { Store } from '@watertight/store';
import type { Erasing } from './erasing/runner.ts';
import type { SandboxServers } from './sandbox/control.ts';

/** What keeps callers from drowning the process, or each other; 0 is no limit. */
export interface ApiLimits {
  /** Of each company key, over all instances. */
  requestsPerSecond: number;
  /** Requests with wrong keys, of one address a minute, at each instance. */
  failedKeysPerMinute: number;
  /** How late the event loop may be, on average, before requests are refused. */
  maxLagMs: number;
  memoryLimitMb: number | null;
  /** Whose X-Forwarded-For is believed: addresses and networks of proxies. */
  trustedProxies: string[];
}

/** What the HTTP API is built from. */
export interface ApiDeps {
  store: Store;
  accepting: Accepting;
  phoneCalls: PhoneCalls;
  coordination: Coordination;
  /** The event stream, for the WebSocket. */
  feed: EventFeed;
  files: MediaFiles;
  /** Goes on with erasures. */
  erasing: Pick<Erasing, 'poke'>;
  /** The way out to URLs that callers give. */
  egress: Egress;
  health: Health;
  metrics: Metrics;
  clock: Clock;
  log: Logger;
  /** Nothing is traced without it. */
  tracing?: Tracing;
  adminKey: Secret;
  limits: ApiLimits;
  /** Whether phones in mode `sandbox` are allowed. */
  sandbox: boolean;
  /** Where their providers are played, to play the other side. */
  sandboxServers: SandboxServers;
  /** The folder of the built dashboard; null when there is none. */
  dashboardDir: string | null;
}
