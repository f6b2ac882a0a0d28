export { createCoordination, type Coordination, type CoordinationOptions } from './coordination.ts';
export type { Topic, Topics } from './topics.ts';
export type { CallEnd, Calls } from './calls.ts';
export type { Limit, LimitOptions, Taken } from './limits.ts';
