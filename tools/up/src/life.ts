import { explain } from './refusal.ts';
import { createTerminal, type Terminal } from './terminal.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C may come from the terminal and again from npm: only what comes later is impatience. */
const IMPATIENT_AFTER_MS = 1000;
/** For a closer that hangs although it has deadlines of its own. */
const CLOSE_WITHIN_MS = 120_000;
const EXIT_FAULT = 1;
const EXIT_INTERRUPTED = 130;

export interface Life {
  terminal: Terminal;
  /** Aborted by the first Ctrl-C, SIGTERM or SIGHUP, and when `main` has ended. */
  stop: AbortSignal;
  /** Aborted by another one, a second or more later. */
  hurry: AbortSignal;
  /** What is closed at the end, the newest first. */
  onClose(close: () => Promise<unknown> | void): void;
}

/**
 * The life of a command: runs `main`, closes what it opened, exits with its answer. A fault is told in its own words
 * and is status 1; a signal before `main` answers is status 130, since the command did not do what it was asked.
 */
export async function live(main: (life: Life) => Promise<number>): Promise<never> {
  const { stop, hurry, end } = listen();
  const closers: (() => Promise<unknown> | void)[] = [];
  const terminal = createTerminal((text) => void process.stdout.write(text));
  const life: Life = { terminal, stop, hurry, onClose: (close) => void closers.push(close) };

  const complain = (error: unknown) => terminal.say(explain(error));
  const status = await main(life).catch((error: unknown) => {
    if (stop.aborted) {
      terminal.say('interrupted');
      return EXIT_INTERRUPTED;
    }
    complain(error);
    return EXIT_FAULT;
  });
  end(); // whatever watches over something must not bring it back now
  setTimeout(() => process.exit(EXIT_FAULT), CLOSE_WITHIN_MS).unref();
  let failed = false;
  for (const close of closers.reverse()) {
    await Promise.resolve(close()).catch((error: unknown) => {
      failed = true;
      complain(error);
    });
  }
  process.exit(failed ? EXIT_FAULT : status);
}

function listen(): { stop: AbortSignal; hurry: AbortSignal; end(): void } {
  const [stop, hurry] = [new AbortController(), new AbortController()];
  let firstMs: number | undefined;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      firstMs ??= performance.now();
      if (!stop.signal.aborted) stop.abort(new Error(`stopped by ${signal}`));
      else if (performance.now() - firstMs > IMPATIENT_AFTER_MS) hurry.abort();
    });
  }
  // A terminal that was closed must not end the drain that its SIGHUP began.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return { stop: stop.signal, hurry: hurry.signal, end: () => stop.abort() };
}

/** Resolves when the signal is aborted. */
export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
