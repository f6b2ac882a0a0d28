import type { Accepting, AcceptResult } from '@watertight/delivery';
import type { Metrics } from '@watertight/health';

/** The same accepting, with its time measured: from when a request was understood until what it asked for is committed. */
export function timedAccepting(accepting: Accepting, metrics: Metrics): Accepting {
  const seconds = metrics.histogram(
    'message_accept_duration_seconds',
    'From a request that was understood to the commit of its message; a batch counts once',
    ['result'],
  );
  const timed = async <T>(work: Promise<T>, resultOf: (value: T) => AcceptResult['kind'] | 'batch') => {
    const stop = seconds.startTimer();
    try {
      const value = await work;
      stop({ result: resultOf(value) });
      return value;
    } catch (error) {
      stop({ result: 'failed' });
      throw error;
    }
  };
  return {
    ...accepting,
    accept: (request, origin) => timed(accepting.accept(request, origin), ({ kind }) => kind),
    acceptBatch: (requests, origin) => timed(accepting.acceptBatch(requests, origin), () => 'batch'),
  };
}
