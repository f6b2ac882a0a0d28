const STILL_EVERY_MS = 10_000;

export interface StepEnd<T> {
  value: T;
  /** What is said of it, in a few words. */
  end: string;
}

/** What is told to the person who waits. */
export interface Terminal {
  /** One line, with the time since the start. */
  say(line: string): void;
  /** Lines without a time. */
  print(text: string): void;
  /**
   * Says what begins and how it ended; while nothing else is said for ten seconds, that it still goes on.
   */
  step<T>(what: string, work: (say: (line: string) => void) => Promise<StepEnd<T>>): Promise<T>;
}

export function createTerminal(
  write: (text: string) => void,
  now: () => number = () => performance.now(),
): Terminal {
  const startMs = now();
  const stamp = () => `${seconds(now() - startMs).padStart(7)}  `;
  let lastSaidMs = startMs;

  function say(line: string): void {
    lastSaidMs = now();
    write(`${stamp()}${line.replaceAll('\n', `\n${' '.repeat(stamp().length)}`)}\n`);
  }

  async function step<T>(
    what: string,
    work: (say: (line: string) => void) => Promise<StepEnd<T>>,
  ): Promise<T> {
    const fromMs = now();
    say(`${what} …`);
    const timer = setInterval(() => {
      if (now() - lastSaidMs >= STILL_EVERY_MS)
        say(`${what} … still going on after ${seconds(now() - fromMs)}`);
    }, STILL_EVERY_MS / 4);
    try {
      const { value, end } = await work(say);
      say(`${what}: ${end} (${seconds(now() - fromMs)})`);
      return value;
    } finally {
      clearInterval(timer);
    }
  }
  return { say, print: (text) => write(`${text}\n`), step };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
