import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import { maskText } from '@watertight/service';

const MAX_LINE_CHARS = 64 * 1024;

/** Calls `onLine` for each line of the stream, without its end; a line longer than 64 Ki characters is cut. */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const feed = (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    while (rest.length > MAX_LINE_CHARS) {
      onLine(rest.slice(0, MAX_LINE_CHARS));
      rest = rest.slice(MAX_LINE_CHARS);
    }
  };
  stream.on('data', (chunk: Buffer) => feed(decoder.write(chunk)));
  stream.on('end', () => {
    const last = rest + decoder.end();
    if (last !== '') onLine(last);
  });
}

const TAIL_LINES = 50;
const TAIL_LINE_CHARS = 1000;

export interface Tail {
  push(source: 'stdout' | 'stderr', line: string): void;
  lines(): string[];
  /** What was said on standard error; everything, when that was silent. */
  complaint(): string[];
  /** Whether V8 said that it gives up for want of memory: a long report follows, which may push the words out. */
  isOutOfMemory(): boolean;
}

const OUT_OF_MEMORY = /^FATAL ERROR: .*(out of memory|heap limit)/i;

/** The last 50 lines of a life, each of at most 1000 characters, with credentials and WhatsApp ids masked. */
export function createTail(): Tail {
  const kept: { source: 'stdout' | 'stderr'; line: string }[] = [];
  let isOutOfMemory = false;
  const lines = () => kept.map((entry) => entry.line);
  return {
    push(source, line) {
      if (source === 'stderr') isOutOfMemory ||= OUT_OF_MEMORY.test(line);
      kept.push({ source, line: maskText(line.slice(0, TAIL_LINE_CHARS)) });
      if (kept.length > TAIL_LINES) kept.shift();
    },
    lines,
    isOutOfMemory: () => isOutOfMemory,
    complaint() {
      const errors = kept.filter((entry) => entry.source === 'stderr').map((entry) => entry.line);
      return errors.length > 0 ? errors : lines();
    },
  };
}
