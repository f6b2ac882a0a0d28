const BROKEN = 1;
const CANNOT_RUN = 2;

/**
 * A program of this folder from its arguments to its exit status: 0 when all is well, 1 when something is broken,
 * 2 when it could not be run. A signal aborts it; it then ends in good order.
 */
export async function runTool<Options extends object>(
  about: { usage: string; isUsage(error: unknown): boolean },
  read: (args: string[]) => Options | 'help',
  main: (options: Options, signal: AbortSignal, say: (line: string) => void) => Promise<boolean>,
): Promise<void> {
  try {
    const options = read(process.argv.slice(2));
    if (options === 'help') console.log(about.usage);
    else process.exitCode = (await main(options, stopSignal(), speaker())) ? 0 : BROKEN;
  } catch (error) {
    console.error(about.isUsage(error) ? `${(error as Error).message}\n\n${about.usage}` : error);
    process.exitCode = CANNOT_RUN;
  }
}

function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('Stopped by a signal'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  return stopping.signal;
}

/** Lines with the seconds since the start, beside what the program prints. */
function speaker(): (line: string) => void {
  const startedMs = performance.now();
  return (line) =>
    console.error(`${((performance.now() - startedMs) / 1000).toFixed(0).padStart(5)} s  ${line}`);
}
