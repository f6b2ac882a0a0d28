import { MEANINGS, type Meaning, type Row } from './errors.ts';

const SECOND = 1000;

/** The table of Meta's codes for people to read, in Markdown; `docs/cloud-api-errors.md` is held to it by a test. */
export function errorsDocument(): string {
  const head = ['Meta’s codes', 'what Meta says by it', 'what follows', 'code here'];
  const rows = MEANINGS.map((row) => [
    codesOf(row),
    row.what,
    consequence(row.meaning),
    `\`${row.meaning.code}\``,
  ]);
  return `${INTRODUCTION}\n${table([head, ...rows])}\n`;
}

const INTRODUCTION = `# What follows from Meta’s error codes

One table decides what an error of Meta’s Cloud API means, whether it is the answer to a send or comes later in a
\`failed\` status: \`apps/meta-worker/src/errors.ts\`, of which this page is made. The first row that has a code decides.
A code that is in no row is judged by the HTTP status: 429 and 502 to 504 let the phone wait, other 5xx the message, and
everything else is refused for good.

- **Refused**: the message fails; sending it again cannot help.
- **Waits**: nothing was sent, and it is tried again by itself. The pause grows from try to try. When only the message
  waits, it fails after eight tries; when its chat, its phone or its account waits, it does not.
- **Stops**: the phone’s status is \`failed\` with a sentence, because somebody has to mend something. It is asked again
  after the pause, and goes on by itself. Of an account, all phones stop.

In a \`failed\` status Meta has ended the message: then it fails here too, \`retryable\` when the table says that it waits.
`;

const codesOf = ({ codes }: Row): string =>
  codes.map((code) => (typeof code === 'number' ? code : `${code[0]}–${code[1]}`)).join(', ');

function consequence(meaning: Meaning): string {
  if (meaning.kind === 'refused') return 'refused';
  const { scope, backOff, fault } = meaning;
  const pause =
    backOff.firstMs === backOff.maxMs
      ? span(backOff.firstMs)
      : `${span(backOff.firstMs)}, ×${backOff.factor}, to ${span(backOff.maxMs)}`;
  return `the ${scope} ${fault ? 'stops' : 'waits'} (${pause})`;
}

function span(ms: number): string {
  const seconds = ms / SECOND;
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** Columns of one width, as the formatter of this project wants them. */
function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(3, ...rows.map((row) => row[n]?.length ?? 0)));
  const line = (cells: string[]) => `| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...body.map(line)].join('\n');
}
