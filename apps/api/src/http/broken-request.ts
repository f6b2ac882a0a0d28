import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemBody } from '../plugins/problems.ts';

/** Answers bytes that are no HTTP request, which never reach a route, and closes the connection. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, detail } = meaningOf(error.code);
  const problem: ProblemBody = {
    type: '/docs/errors#VALIDATION_FAILED',
    title: 'The request is not valid',
    status,
    detail,
    code: 'VALIDATION_FAILED',
  };
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function meaningOf(code: string | undefined): { status: number; detail: string } {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, detail: 'The request did not arrive in time.' };
  if (code === 'HPE_HEADER_OVERFLOW') return { status: 431, detail: 'The headers are too large.' };
  return { status: 400, detail: 'This is no HTTP request.' };
}
