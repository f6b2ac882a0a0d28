import type { Outcome } from '@watertight/core';
import { outcomeOf, outcomeOfAnswer, readFault, UNREACHABLE } from './errors.ts';
import type { GraphEnd } from './graph.ts';
import { fieldsIn, firstText, isFields, parseJson } from './json.ts';

/** What the end of a send says of the attempt; `attempt` is 1 for the first. */
export function judge(end: GraphEnd, attempt: number, now: Date): Outcome {
  if (end.kind === 'unknown') return { kind: 'unknown', detail: `Sent to Meta, but ${end.reason}.` };
  if (end.kind === 'not-sent') {
    return outcomeOf(UNREACHABLE, `Meta could not be reached: ${end.reason}.`, attempt, now);
  }
  const answer = parseJson(end.body);
  const fault = isFields(answer) ? readFault(answer.error) : null;
  const isSuccess = end.status >= 200 && end.status < 300;
  if (fault || !isSuccess) return outcomeOfAnswer(end.status, fault, attempt, now);
  const id = isFields(answer) ? firstText(fieldsIn(answer.messages)[0]?.id) : null;
  return id === null
    ? { kind: 'unknown', detail: `Meta answered with HTTP status ${end.status} and no message id.` }
    : { kind: 'sent', providerMessageId: id };
}

/**
 * Meta has no code of its own for a file that it does not know (any more): these are what it answers then, and to
 * other faults too.
 */
const UNKNOWN_FILE: ReadonlySet<number> = new Set([100, 131009, 131052, 131053]);

/** Whether a send may have been refused because of a file whose id Meta no longer knows. */
export function mayBeStale(end: GraphEnd): boolean {
  const answer = end.kind === 'answered' ? parseJson(end.body) : undefined;
  const fault = isFields(answer) ? readFault(answer.error) : null;
  return fault !== null && UNKNOWN_FILE.has(fault.code);
}
