import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { until } from '../until.ts';

/** What a process holds once all its garbage is collected, MiB. */
export interface MemoryReading {
  heapMb: number;
  /** Buffers and the like, outside of V8's heap. */
  externalMb: number;
  /** What the kernel gave it; it comes back late, if at all. */
  rssMb: number;
}

/** Reads the memory of processes that were started with its environment. */
export interface MemoryProbe {
  readonly env: Readonly<Record<'NODE_OPTIONS', string>>;
  /** Collects the garbage of the process, and so keeps it from its work for some ten milliseconds. */
  read(pid: number, signal: AbortSignal): Promise<MemoryReading>;
  remove(): void;
}

const WITHIN_MS = 30_000;
const MIB = 2 ** 20;

/** `read` throws when the process does not answer within 30 s: it has ended, or was started without it. */
export function createMemoryProbe(): MemoryProbe {
  const dir = mkdtempSync(join(tmpdir(), 'watertight-memory-'));
  return {
    env: { NODE_OPTIONS: `--import ${imported(dir)}` },
    async read(pid, signal) {
      if (pid <= 0) throw new Error('The process whose memory is asked for does not run');
      const file = join(dir, `${pid}.json`);
      rmSync(file, { force: true });
      process.kill(pid, 'SIGWINCH');
      let text = '';
      const isWritten = () => (text = readFileSync(file, 'utf8')) !== '';
      await until(`process ${pid} says what it holds`, WITHIN_MS, isWritten, { signal });
      const { heapUsed, external, rss } = JSON.parse(text) as Record<'heapUsed' | 'external' | 'rss', number>;
      return { heapMb: heapUsed / MIB, externalMb: external / MIB, rssMb: rss / MIB };
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function imported(dir: string): string {
  const url = pathToFileURL(join(import.meta.dirname, 'probe.mjs'));
  url.searchParams.set('dir', dir);
  return url.href;
}
