import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from './orchestrator.ts';

export interface FollowOptions {
  logDir: string;
  /** A process name or an instance; all when absent. */
  name?: string | undefined;
  errors?: true | undefined;
  grep?: string | undefined;
  /** Old lines, of all files together. */
  lines: number;
  follow: boolean;
  json?: true | undefined;
  out(text: string): void;
  signal: AbortSignal;
}

const LOOK_MS = 300;
const PIECE_BYTES = 64 * 1024;
/** How far back old lines are looked for in each file. */
const BACK_BYTES = 2 * 1024 * 1024;
const ERRORS = new Set(['error', 'fatal']);

/** Prints old lines in the order of their times, then what is added, also over a rotation, until it is ended. */
export async function followLogs(options: FollowOptions): Promise<void> {
  const { logDir, lines, follow, out, signal } = options;
  const tails = (await filesOf(options)).map((file) => new Tail(join(logDir, file)));
  const old = (await Promise.all(tails.map((tail) => tail.back()))).flat().filter(wanted(options));
  if (lines > 0)
    for (const line of old.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1)).slice(-lines))
      out(shown(line, options));
  while (follow && !signal.aborted) {
    for (const tail of tails)
      for (const line of (await tail.more()).filter(wanted(options))) out(shown(line, options));
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined); // ended by the user
  }
}

/** @throws CliError */
async function filesOf({ logDir, name }: FollowOptions): Promise<string[]> {
  const all = await readdir(logDir).catch(() => {
    throw new CliError(`There are no logs in ${logDir} (WATERTIGHT_HOME, LOG_DIR).`);
  });
  const logs = all.filter((file) => file.endsWith('.log')).sort();
  const instances = logs.map((file) => file.slice(0, -'.log'.length));
  if (name === undefined) return logs;
  const found = instances.filter((one) => one === name || one.replace(/-\d+$/, '') === name);
  if (found.length === 0)
    throw new CliError(
      `There is no log of ${name} in ${logDir}; there are ${instances.join(', ') || 'none'}.`,
    );
  return found.map((one) => `${one}.log`);
}

/** One file, read on from where it was read to; begun anew when another one has taken its name. */
class Tail {
  readonly #path: string;
  #inode = 0;
  #offset = 0;
  #rest = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** Its last lines. */
  async back(): Promise<string[]> {
    const { size, ino } = await stat(this.#path);
    this.#inode = ino;
    this.#offset = Math.max(0, size - BACK_BYTES);
    const isCut = this.#offset > 0;
    const lines = await this.more();
    return isCut ? lines.slice(1) : lines;
  }

  /** What was added since; nothing while the file is not there. */
  async more(): Promise<string[]> {
    const now = await stat(this.#path).catch(() => null);
    if (!now) return [];
    if (now.ino !== this.#inode || now.size < this.#offset) {
      this.#inode = now.ino;
      this.#offset = 0;
      this.#rest = '';
    }
    if (now.size === this.#offset) return [];
    const text = this.#rest + (await this.#read(now.size));
    const lines = text.split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }

  async #read(until: number): Promise<string> {
    const file = await open(this.#path);
    const pieces: Buffer[] = [];
    try {
      while (this.#offset < until) {
        const piece = Buffer.alloc(Math.min(PIECE_BYTES, until - this.#offset));
        const { bytesRead } = await file.read(piece, 0, piece.length, this.#offset);
        if (bytesRead === 0) break;
        this.#offset += bytesRead;
        pieces.push(piece.subarray(0, bytesRead));
      }
    } finally {
      await file.close();
    }
    return Buffer.concat(pieces).toString('utf8');
  }
}

type Fields = Record<string, unknown>;

function fieldsOf(line: string): Fields | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as Fields;
  } catch {
    return null; // no line of ours: it is shown as it stands
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const timeOf = (line: string) => textOf(fieldsOf(line)?.['time']);

const wanted =
  ({ errors, grep }: FollowOptions) =>
  (line: string): boolean => {
    if (line.trim() === '' || (grep !== undefined && !line.includes(grep))) return false;
    const fields = fieldsOf(line);
    // What is no JSON was not meant for the log: a stack, say.
    return !errors || fields === null || ERRORS.has(textOf(fields['level']));
  };

/** `12:00:00.123 error meta-1 message.send outcome=refused …`; what is no JSON as it stands. */
function shown(line: string, { json }: FollowOptions): string {
  const fields = json ? null : fieldsOf(line);
  if (!fields) return `${line}\n`;
  const { time, level, instanceId, msg, ...rest } = fields;
  delete rest['process'];
  const words = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `${textOf(time).slice(11, 23)} ${textOf(level).padEnd(5)} ${textOf(instanceId)} ${[msg, ...words].join(' ')}\n`;
}
