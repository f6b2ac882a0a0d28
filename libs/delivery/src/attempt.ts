import { faultWord, noTracing, type ClaimedMessage, type Outcome } from '@watertight/core';
import type { TurnOutcome } from './settle.ts';
import { faultOf, outcomeAttributes } from './trace.ts';
import type { TurnOptions } from './turn.ts';
import type { DeliveryDeps } from './types.ts';

type AttemptOptions = Pick<TurnOptions, 'send' | 'outdated' | 'sendTimeoutMs'>;

/** A send whose channel says nothing else is given up after this long, when it keeps no deadline of its own. */
const SEND_MAX_MS = 60_000;

/** Sends a claimed message, unless it must not be sent any more; never throws. */
export async function attempt(
  deps: DeliveryDeps,
  options: AttemptOptions,
  message: ClaimedMessage,
): Promise<TurnOutcome> {
  if (message.expiresAt && message.expiresAt <= deps.clock.now()) return { kind: 'expired' };
  const refused = await outsideWindow(deps, options, message);
  if (refused) return refused;
  const timeoutMs = options.sendTimeoutMs?.(message) ?? SEND_MAX_MS;
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    return await traced(deps, message, (under) =>
      orAborted(options.send(under, deadline), deadline, timeoutMs),
    );
  } catch (error) {
    // A channel throws for nothing that it expects; after a throw nobody knows whether the message went out.
    deps.log.error({ err: error, messageId: message.id }, 'message.send-threw');
    return { kind: 'unknown', detail: 'The channel failed while it was sending.' };
  }
}

/** The channel gets the message with the span of this send to go on under. */
async function traced(
  { tracing = noTracing }: DeliveryDeps,
  message: ClaimedMessage,
  send: (message: ClaimedMessage) => Promise<Outcome>,
): Promise<Outcome> {
  if (!tracing.isOn) return send(message);
  const { id, attempt, companyId, phoneIndex, traceparent: parent } = message;
  const span = tracing.start('message.send', {
    parent,
    kind: 'consumer',
    attributes: {
      ...{ 'message.id': id, 'message.attempt': attempt, 'message.type': message.type },
      ...{ 'company.id': companyId, 'phone.index': phoneIndex },
    },
  });
  try {
    const { traceparent } = span;
    const outcome = await send(traceparent === null ? message : { ...message, traceparent });
    span.set(outcomeAttributes(outcome));
    span.end(faultOf(outcome));
    return outcome;
  } catch (error) {
    span.end(faultWord(error));
    throw error;
  }
}

/** What was looked at when it was accepted is looked at again when that is a while ago. */
const WAITED_MS = 60_000;

async function outsideWindow(
  { clock, log }: DeliveryDeps,
  { outdated }: AttemptOptions,
  message: ClaimedMessage,
): Promise<TurnOutcome | null> {
  const hasWaited = message.attempt > 1 || clock.now().getTime() - message.createdAt.getTime() > WAITED_MS;
  if (!outdated || !hasWaited) return null;
  try {
    const detail = await outdated(message);
    return detail === null ? null : { kind: 'refused', code: 'OUTSIDE_WINDOW', detail, permanent: true };
  } catch (error) {
    // Then the provider decides.
    log.warn({ err: error, messageId: message.id }, 'window.unreadable');
    return null;
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`No outcome within ${timeoutMs} ms`));
    signal.addEventListener('abort', late, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', late));
  });
}
