export * from './deadline.ts';
export { createAllowance, egressRule, type Allowance } from './egress/addresses.ts';
export {
  createEgress,
  type Egress,
  type EgressExchange,
  type EgressOptions,
  type EgressRequest,
  type EgressResponse,
} from './egress/egress.ts';
export { EgressError, type EgressReason } from './egress/fault.ts';
export * from './env/describe.ts';
export * from './env/fields.ts';
export * from './env/groups.ts';
export * from './env/read.ts';
export * from './log.ts';
export { maskText } from './redact.ts';
export * from './run/run.ts';
export { v8Options } from './run/v8.ts';
export * from './secret.ts';
export { openTracing, type TracingEnv } from './tracing/open.ts';
