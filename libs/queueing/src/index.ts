export { createQueueing } from './queueing.ts';
export type { Lane, Queueing, QueueingOptions, Serving, Turn, TurnEnd, TurnReport } from './types.ts';
