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

/**
 * Prints old lines in the order of their times, then what is added, in the same order as far as it comes together, also
 * over a rotation and by instances that are new, until it is ended.
 */
export async function followLogs(options: FollowOptions): Promise<void> {
  const { logDir, lines, follow, out, signal } = options;
  const tails = new Map<string, Tail>();
  for (const file of await filesOf(options)) tails.set(file, new Tail(join(logDir, file)));
  const old = await Promise.all([...tails.values()].map((tail) => tail.back()));
  if (lines > 0) for (const line of merged(old, options).slice(-lines)) out(shown(line, options));
  while (follow && !signal.aborted) {
    for (const file of await filesOf(options).catch(() => []))
      if (!tails.has(file)) tails.set(file, new Tail(join(logDir, file)));
    const added = await Promise.all([...tails.values()].map((tail) => tail.more()));
    for (const line of merged(added, options)) out(shown(line, options));
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined); // ended by the user
  }
}

/** The wanted lines of several files by their times; one that has none belongs to the one before it in its file. */
function merged(files: string[][], options: FollowOptions): string[] {
  const isWanted = wanted(options);
  const stamped = files.flatMap((lines) => {
    let time = '';
    return lines.map((line) => ({ line, time: (time = timeOf(line) || time) }));
  });
  return stamped
    .filter(({ line }) => isWanted(line))
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .map(({ line }) => line);
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

/** Rotated files that are looked through for the rest of what was being read. */
const ROTATED = 5;

/**
 * One file, read on from where it was read to. When another one has taken its name, the rest of the old one is read
 * first, under the name that it has now.
 */
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
    if (now.ino === this.#inode && now.size >= this.#offset) return this.#linesTo(this.#path, now.size);
    const left = now.ino === this.#inode ? [] : await this.#leftBehind();
    const cut = this.#rest === '' ? [] : [this.#rest];
    this.#inode = now.ino;
    this.#offset = 0;
    this.#rest = '';
    return [...left, ...cut, ...(await this.#linesTo(this.#path, now.size))];
  }

  /** What was added to the old file before it was moved away. */
  async #leftBehind(): Promise<string[]> {
    for (let n = 1; n <= ROTATED && this.#inode !== 0; n++) {
      const path = `${this.#path}.${n}`;
      const old = await stat(path).catch(() => null);
      if (old?.ino === this.#inode) return this.#linesTo(path, old.size);
    }
    return [];
  }

  async #linesTo(path: string, size: number): Promise<string[]> {
    if (size <= this.#offset) return [];
    const lines = (this.#rest + (await this.#read(path, size))).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }

  async #read(path: string, until: number): Promise<string> {
    const file = await open(path);
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
