import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';
import { parse } from 'yaml';

/** As much of a service as the tests look at. */
export interface ComposeService {
  image: string;
  build?: { context: string; dockerfile: string };
  profiles?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  tmpfs?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  stop_grace_period?: string;
  command?: string[];
  healthcheck?: { test: string[] };
  deploy?: { replicas?: number; resources?: { limits?: { memory?: string } } };
  depends_on?: Record<string, { condition: string }>;
}

export interface ComposeFile {
  services: Record<string, ComposeService>;
  volumes: Record<string, unknown>;
}

/** docker-compose.yml as Compose reads it: with its merge keys, and with the values that variables take from `env`. */
export function readCompose(env: Record<string, string> = {}): ComposeFile {
  const source = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
  return interpolate(parse(source, { merge: true }), env) as ComposeFile;
}

/**
 * `${NAME}`, `${NAME-default}`, `${NAME:-default}`, and `$$` for a dollar; anything else is a mistake. A default may hold
 * one such name with its own.
 */
function interpolate(value: unknown, env: Record<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => interpolate(item, env));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolate(item, env)]));
  return typeof value === 'string' ? interpolateText(value, env) : value;
}

const VARIABLE = /\$(?:\$|\{([A-Z_][A-Z0-9_]*)(?:(:?-)((?:\$\{[^}]*\}|[^}])*))?\}|(.?))/g;

function interpolateText(text: string, env: Record<string, string>): string {
  return text.replaceAll(
    VARIABLE,
    (all: string, name?: string, operator?: string, otherwise: string = '', stray?: string) => {
      if (all === '$$') return '$';
      if (!name) throw new Error(`A lone $${stray ?? ''} in ${text.slice(0, 60)}`);
      if (operator === undefined && env[name] === undefined) throw new Error(`${name} has no default`);
      const given = env[name];
      return given === undefined || (operator === ':-' && given === '')
        ? interpolateText(otherwise, env)
        : given;
    },
  );
}

/** `2g`, `512m` in MiB. */
export function megabytes(text: string): number {
  const [, amount, unit] = /^(\d+)([gm])$/.exec(text) ?? [];
  if (!amount) throw new Error(`${text} is no size in g or m`);
  return Number(amount) * (unit === 'g' ? 1024 : 1);
}
