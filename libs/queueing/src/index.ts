export { createQueueing } from './queueing.ts';
export type { Lane, Queueing, QueueingOptions, Serving, Turn, TurnEnd } from './types.ts';
