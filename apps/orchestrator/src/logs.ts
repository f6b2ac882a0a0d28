import type { Log } from '@watertight/core';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';

export interface LogFile {
  /** Never blocks and never throws. */
  write(text: string): void;
  close(): Promise<void>;
}

export interface LogFileOptions {
  sizeMb: number;
  /** Rotated files kept beside the current one: `name.log.1` is the youngest. */
  keep: number;
}

export const defaultLogFiles: LogFileOptions = { sizeMb: 20, keep: 5 };

/** What may wait for the disk. Beyond it lines are dropped: a slow or full disk must not hold up a child. */
const BACKLOG_BYTES = 4 * 1024 * 1024;
const REOPEN_MS = 5000;

/** One file `<dir>/<name>.log`, rotated by size. After a fault of the disk it is opened again, some seconds later. */
export function openLogFile(dir: string, name: string, options: LogFileOptions, log?: Log): LogFile {
  let dropped = 0;
  let brokenMs = -Infinity;
  let closed = false;
  let stream: RotatingFileStream | null = open();

  function open(): RotatingFileStream {
    const opened = createStream(`${name}.log`, {
      path: dir,
      size: `${options.sizeMb}M`,
      rotate: options.keep,
    });
    opened.on('error', (err) => {
      log?.error({ err, file: name }, 'log file broken');
      brokenMs = performance.now();
      stream = null;
    });
    return opened;
  }
  const current = () => {
    if (!stream && !closed && performance.now() - brokenMs >= REOPEN_MS) stream = open();
    return stream && stream.writableLength < BACKLOG_BYTES ? stream : null;
  };
  return {
    write(text) {
      const target = current();
      if (!target) {
        dropped += 1;
        return;
      }
      if (dropped > 0) target.write(`{"level":"warn","dropped":${dropped},"msg":"log lines dropped"}\n`);
      dropped = 0;
      target.write(text);
    },
    async close() {
      const closing = stream;
      closed = true;
      stream = null;
      if (!closing) return;
      await new Promise<void>((resolve) => {
        closing.once('close', resolve);
        closing.end();
      });
    },
  };
}

/** Says everything to both. */
export function bothLogs(one: Log, other: Log): Log {
  const both =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (fields: object, message: string): void => {
      one[level](fields, message);
      other[level](fields, message);
    };
  return {
    debug: both('debug'),
    info: both('info'),
    warn: both('warn'),
    error: both('error'),
    child: (fields) => bothLogs(one.child(fields), other.child(fields)),
  };
}
