import type { FaultRule } from '../behaviour.ts';
import { codedError, type GraphError } from './errors.ts';

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
