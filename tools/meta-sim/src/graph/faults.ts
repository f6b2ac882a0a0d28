import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BehaviourStore } from '../behaviour.ts';
import type { FaultRule, FaultTarget } from '../faults.ts';
import { isMediaId } from '../media/store.ts';
import type { Scheduler } from '../scheduler.ts';
import { codedError, type GraphError } from './errors.ts';
import { refuse, reset } from './reply.ts';

export const DEFAULT_FAILED_STATUS_CODE = 131026;
export const DEFAULT_SLOW_MS = 10_000;

/** The answer that a fault gives instead of accepting the message, or undefined when it lets it through. */
export function refusalOf({ kind, code = 131000, status = 400 }: FaultRule): GraphError | undefined {
  switch (kind) {
    case 'http500':
      return { status: 500, code: 1, message: 'An unknown error occurred', transient: false };
    case 'http503':
      return { status: 503, code: 2, message: 'Service temporarily unavailable', transient: true };
    case 'http429':
      return codedError(130429, 'Message failed to send because there were too many messages.', 429);
    case 'error':
      return codedError(code, 'This error was ordered from the simulator.', status);
    default:
      return undefined;
  }
}

interface FaultDeps {
  behaviour: BehaviourStore;
  answers: Scheduler<() => void>;
}

/** Lets faults hit everything but sends, which have their own say about when a message counts as accepted. */
export function faultHooks(app: FastifyInstance, { behaviour, answers }: FaultDeps): void {
  const taken = new WeakMap<FastifyRequest, FaultRule>();
  app.addHook('preHandler', (request, reply, done) => {
    const fault = behaviour.current.faults.length > 0 ? behaviour.takeFault(targetOf(request)) : undefined;
    if (!fault) return done();
    if (fault.kind === 'reset-before') return reset(reply);
    const refusal = refusalOf(fault);
    if (refusal) return void refuse(reply, refusal);
    taken.set(request, fault);
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const fault = taken.get(request);
    if (fault?.kind === 'reset-after') return reset(reply);
    if (fault?.kind === 'slow')
      return answers.in(fault.delayMs ?? DEFAULT_SLOW_MS, () => done(null, payload));
    done(null, payload);
  });
}

function targetOf(request: FastifyRequest): FaultTarget {
  const { call = 'other' } = request.routeOptions.config;
  const { phoneNumberId, id } = request.params as { phoneNumberId?: string; id?: string };
  const isMedia = id !== undefined && isMediaId(id);
  return { call: isMedia ? 'media' : call, phoneNumberId: phoneNumberId ?? id };
}
