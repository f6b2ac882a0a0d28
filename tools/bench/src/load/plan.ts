export interface LoadRequest {
  path: string;
  body: string;
  /** Besides those of all requests. */
  headers?: Record<string, string>;
}

/** What a load generator is to do, against one server on 127.0.0.1. */
export interface LoadPlan {
  port: number;
  /** Kept open; each has one request under way at the most. */
  connections: number;
  method: 'POST' | 'GET';
  /** Requests take turns among these. */
  requests: LoadRequest[];
  headers: Record<string, string>;
  /** Every other answer counts as failed. */
  expect: number;
  /** Not counted. */
  warmUpMs: number;
  measureMs: number;
  /** Requests a second, as evenly as a timer allows; as many as are answered when absent. */
  perSecond?: number;
}

/** What came of it while it was measured. */
export interface LoadResult {
  answered: number;
  failed: number;
  /** What the first failed answer said: status and the beginning of the body. */
  firstFailure: string | null;
  seconds: number;
  /** Milliseconds. With a rate they count from when a request was due, also when no connection was free then. */
  latency: { p50: number; p99: number; max: number };
  /** Processor time of the generator. */
  cpuMs: number;
}
