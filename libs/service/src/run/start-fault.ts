import { EnvError } from '../env/read.ts';
import { maskText } from '../redact.ts';

/** What to print, and with which status to exit, when a process cannot start. */
export interface StartFault {
  lines: readonly string[];
  status: number;
}

/** sysexits.h: EX_CONFIG. Supervisors may take it as "do not restart". */
const STATUS_CONFIG = 78;

/** What kept one of several services in a process from starting. */
export class RoleFault extends Error {
  readonly role: string;

  constructor(role: string, cause: unknown) {
    super(`${role} could not start`, { cause });
    this.role = role;
  }
}

/** Turns whatever `main` threw into sentences that say what to do. `source` is the environment. */
export function explainStartFault(name: string, error: unknown, source: NodeJS.ProcessEnv): StartFault {
  if (error instanceof RoleFault) return explainStartFault(error.role, error.cause, source);
  if (error instanceof EnvError) return { lines: error.faults, status: STATUS_CONFIG };
  for (const cause of causesOf(error)) {
    const sentence = explain(name, cause, source);
    if (sentence) return { lines: [sentence], status: 1 };
  }
  return { lines: [`${name} could not start: ${firstLine(error)}`], status: 1 };
}

/** The fields that Node, pg and Redis clients put on their errors. */
interface Cause {
  code?: string;
  syscall?: string;
  address?: string;
  hostname?: string;
  port?: number;
  message?: string;
}

/** The error itself, its causes and the parts of an AggregateError, outermost first; bounded against cycles. */
function causesOf(error: unknown, depth = 0): Cause[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  const parts: unknown[] = Array.isArray(errors) ? errors : [];
  return [error, ...[cause, ...parts].flatMap((part) => causesOf(part, depth + 1))];
}

function explain(name: string, cause: Cause, source: NodeJS.ProcessEnv): string | undefined {
  return explainListen(name, cause) ?? explainStore(cause, source) ?? explainLogin(cause);
}

function explainListen(name: string, { code, syscall, port, address }: Cause): string | undefined {
  if (syscall !== 'listen') return undefined;
  const variable = `${name.toUpperCase().replaceAll('-', '_')}_PORT`;
  if (code === 'EADDRINUSE') return `Port ${port} is in use: set ${variable} or stop the other process.`;
  if (code === 'EACCES') return `Port ${port} needs privileges: set ${variable} to 1024 or more.`;
  if (code === 'EADDRNOTAVAIL') return `Address ${address} is not one of this machine's: set HOST.`;
  return undefined;
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name cannot be looked up',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: 'it closed the connection',
};

const STORES = [
  { product: 'PostgreSQL', variable: 'DATABASE_URL', defaultPort: '5432' },
  { product: 'Redis', variable: 'REDIS_URL', defaultPort: '6379' },
];

function explainStore(cause: Cause, source: NodeJS.ProcessEnv): string | undefined {
  const why = UNREACHABLE[cause.code ?? ''];
  if (!why) return undefined;
  for (const { product, variable, defaultPort } of STORES) {
    const url = parseUrl(source[variable]);
    if (!url) continue;
    const port = url.port || defaultPort;
    const same = cause.port === undefined ? cause.hostname === url.hostname : String(cause.port) === port;
    if (same)
      return `${product} at ${url.hostname}:${port} cannot be reached (${why}): start it, or set ${variable}.`;
  }
  return undefined;
}

const parseUrl = (text: string | undefined): URL | undefined =>
  text !== undefined && URL.canParse(text) ? new URL(text) : undefined;

/** SQLSTATE codes of a refused connection, and the words that Redis begins its refusals with. */
function explainLogin({ code, message }: Cause): string | undefined {
  if (code === '28P01' || code === '28000')
    return 'PostgreSQL refuses the user or the password: correct DATABASE_URL.';
  if (code === '3D000') return 'PostgreSQL has no such database: create it, or correct DATABASE_URL.';
  if (code === '53300')
    return 'PostgreSQL has no connection left: raise max_connections or stop other clients.';
  if (/^(WRONGPASS|NOAUTH)\b/.test(message ?? '')) return 'Redis refuses the password: correct REDIS_URL.';
  return undefined;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return maskText(text.trim().split('\n', 1)[0] ?? '');
}
