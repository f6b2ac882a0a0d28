import {
  pino,
  type DestinationStream,
  type Logger as PinoLogger,
  type LoggerOptions as PinoOptions,
} from 'pino';
import type { EventEmitter } from 'node:events';
import { redact } from './redact.ts';

/** Satisfies core's `Log`, and Fastify's `loggerInstance`. */
export type Logger = PinoLogger;

export interface LoggerOptions {
  process: string;
  instanceId: string;
  /** One of `LOG_LEVELS`; info when left out. */
  level?: string;
  /** Hears of each line that is written, by its level: `error`. */
  onLine?: ((level: string) => void) | undefined;
  /** Where the lines go; standard output when left out. */
  stream?: DestinationStream;
}

/** What waits in memory while nobody reads standard output; lines beyond it are dropped. */
const BACKLOG_BYTES = 4 * 1024 * 1024;

/**
 * One JSON line for each call: `level, time, process, instanceId`, the fields, `msg`. Fields pass through
 * `redact`, so that keys, tokens, texts and numbers under their usual names never reach the log.
 */
export function createLogger({ process, instanceId, level = 'info', stream, onLine }: LoggerOptions): Logger {
  const logger = pino(
    {
      level,
      base: { process, instanceId },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redact },
      ...(onLine && { hooks: { logMethod: told(onLine) } }),
      serializers: { err: (err: unknown) => err }, // redact has made it plain; pino's own would rename its type
    },
    stream ?? standardOutput(),
  );
  return redactBindings(logger);
}

type LogMethod = NonNullable<NonNullable<PinoOptions['hooks']>['logMethod']>;

/** pino calls it for lines of enabled levels alone, of children too. */
const told = (onLine: (level: string) => void): LogMethod =>
  function (args, method, level) {
    onLine(pino.levels.labels[level] ?? '');
    method.apply(this, args);
  };

/** How many lines were written of each level that says that something is wrong. */
export type LogLines = Record<'warn' | 'error' | 'fatal', number>;

/** A count of lines, for `createLogger` to tell of each. */
export function countLines(): { lines: Readonly<LogLines>; onLine: (level: string) => void } {
  const lines: LogLines = { warn: 0, error: 0, fatal: 0 };
  return {
    lines,
    onLine(level) {
      if (level in lines) lines[level as keyof LogLines] += 1;
    },
  };
}

/** Asynchronous, so that a supervisor that stops reading cannot hold the process; flushed at exit. */
const standardOutput = () => pino.destination({ dest: 1, sync: false, maxLength: BACKLOG_BYTES });

/** How long a process waits at its end for its last line to be written. */
const WRITTEN_MS = 500;

/**
 * Resolves when the lines that come now are written, or cannot be. To be called before the last one of a process: at
 * exit sonic-boom writes what is left again and again, for ever, once nobody reads it any more.
 */
export function written(log: Logger): Promise<void> {
  if (!log.isLevelEnabled('info')) return Promise.resolve();
  const stream = (log as unknown as Record<symbol, EventEmitter>)[pino.symbols.streamSym];
  return new Promise((resolve) => {
    for (const event of ['drain', 'error']) stream?.once(event, () => resolve());
    setTimeout(resolve, WRITTEN_MS);
  });
}

/** pino formats a child's own fields with nothing; children inherit `child`, and so the redaction. */
function redactBindings(logger: Logger): Logger {
  const child = logger.child;
  logger.child = function (this: Logger, bindings: object, options?: object) {
    return child.call(this, redact(bindings), options);
  } as typeof child;
  return logger;
}
