export interface CoalesceOptions {
  max: number;
  lanes: number;
  maxWaiting: number;
  divisible(error: unknown): boolean;
  overflow(): Error;
}

/**
 * Turns single calls into batches: while a batch is under way, the calls that come in wait together and form the
 * next one. An idle caller waits for nobody. When a batch fails for a reason that `divisible` says may lie in one
 * call, each is tried by itself, so that one bad row fails only its own caller.
 *
 * `max` bounds a batch, `lanes` how many are under way at once, `maxWaiting` the calls that wait: one more is
 * refused with what `overflow` makes.
 */
export function coalesced<In, Out>(
  work: (batch: In[]) => Promise<Out[]>,
  { max, lanes, maxWaiting, divisible, overflow }: CoalesceOptions,
): (input: In) => Promise<Out> {
  interface Call {
    input: In;
    resolve(out: Out): void;
    reject(error: unknown): void;
  }
  const waiting: Call[] = [];
  let running = 0;
  let armed = false;

  const arm = () => {
    if (armed || running >= lanes || waiting.length === 0) return;
    armed = true;
    // One turn of the event loop: what arrived together goes together.
    setImmediate(() => {
      armed = false;
      void run(waiting.splice(0, max));
      arm();
    });
  };

  const run = async (calls: Call[]) => {
    running++;
    try {
      await settle(calls);
    } finally {
      running--;
      arm();
    }
  };

  const settle = async (calls: Call[]): Promise<void> => {
    try {
      const results = await work(calls.map((call) => call.input));
      calls.forEach((call, index) => call.resolve(results[index] as Out));
    } catch (error) {
      if (calls.length === 1 || !divisible(error)) calls.forEach((call) => call.reject(error));
      else for (const call of calls) await settle([call]);
    }
  };

  return (input) =>
    new Promise<Out>((resolve, reject) => {
      if (waiting.length >= maxWaiting) {
        reject(overflow());
        return;
      }
      waiting.push({ input, resolve, reject });
      arm();
    });
}
