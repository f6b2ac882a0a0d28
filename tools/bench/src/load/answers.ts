const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: *([0-9]+)/i;
/** More than any answer that is asked for here. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface Answer {
  status: number;
  body: Buffer;
}

/**
 * Reads HTTP/1.1 answers with a Content-Length from the bytes of one connection, one after the other. It is no
 * general client: it reads what our servers give, and throws at anything else.
 */
export function createAnswers(onAnswer: (answer: Answer) => void): (bytes: Buffer) => void {
  let rest: Buffer | null = null;
  return (bytes) => {
    let buffer = rest ? Buffer.concat([rest, bytes]) : bytes;
    rest = null;
    while (buffer.length > 0) {
      const headEnd = buffer.indexOf(HEAD_END);
      const whole = headEnd < 0 ? null : wholeAnswer(buffer, headEnd);
      if (!whole) {
        if (buffer.length > MAX_BYTES) throw new Error('An answer is too large');
        rest = buffer;
        return;
      }
      buffer = buffer.subarray(whole.end);
      onAnswer(whole);
    }
  };
}

function wholeAnswer(buffer: Buffer, headEnd: number): (Answer & { end: number }) | null {
  const head = buffer.toString('latin1', 0, headEnd);
  const length = LENGTH.exec(head)?.[1];
  if (length === undefined || !head.startsWith('HTTP/1.1 '))
    throw new Error(`An answer without a length, or no answer: ${head.slice(0, 200)}`);
  const start = headEnd + HEAD_END.length;
  const end = start + Number(length);
  if (buffer.length < end) return null;
  return { status: Number(head.slice(9, 12)), body: buffer.subarray(start, end), end };
}
