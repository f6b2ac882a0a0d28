export { readConfig, schema, type Config } from './env.ts';
export { orchestrate, type Records } from './orchestrate.ts';
export type { ProcessView, ChildState } from './supervise/child.ts';
export type { EventSink, SupervisorEvent, SupervisorEventName } from './supervise/events.ts';
export { createSupervisor, type Supervisor, type SupervisorOptions } from './supervise/supervisor.ts';
export { defaultTimings, type Timings } from './supervise/timings.ts';
