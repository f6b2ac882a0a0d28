import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeEnv } from '@watertight/service';
import { filesEndingWith } from './files.ts';
import { ROOT } from './root.ts';

/** One variable that something here reads. */
export interface Variable {
  name: string;
  /** As it would be written; '' when there is none. */
  default: string;
}

type Schema = Parameters<typeof describeEnv>[0];

/** The variables that the apps' schemas name. Throws when two schemas give one variable different defaults. */
export async function schemaVariables(): Promise<Map<string, Variable>> {
  const variables = new Map<string, Variable>();
  for (const file of filesEndingWith('env.ts').filter((path) => /^apps\/[^/]+\/src\/env\.ts$/.test(path)))
    for (const row of describeEnv(await schemaOf(file))) add(variables, row.name, row.default ?? '', file);
  return variables;
}

// By path: a tool may not depend on an app, and this one runs none of their code.
async function schemaOf(file: string): Promise<Schema> {
  const exported = (await import(join(ROOT, file))) as { schema?: Schema; envSchema?: Schema };
  const schema = exported.schema ?? exported.envSchema;
  if (!schema) throw new Error(`${file} exports neither schema nor envSchema`);
  return schema;
}

function add(variables: Map<string, Variable>, name: string, value: string, file: string): void {
  const known = variables.get(name);
  // What is unset for one process may have a default in another: an optional limit, say.
  if (known && known.default !== value && known.default !== '' && value !== '')
    throw new Error(`${name} is ${known.default} in one schema and ${value} in ${file}`);
  variables.set(name, { name, default: known?.default || value });
}

const READS = [/\benv\.([A-Z][A-Z0-9_]+)\b/g, /\benv\[['"]([A-Z][A-Z0-9_]+)['"]\]/g];
const DESTRUCTURED = /\{([^{}]*)\}\s*=\s*(?:process\.)?env\b/g;

/** Those of the operating system, of Node and of npm, which nobody has to be told of. */
const SYSTEM = new Set(['PATH', 'LC_ALL', 'TZ', 'HOME', 'NODE_ENV', 'NODE_OPTIONS']);

/** The names that sources (no tests) read from an environment, whatever way they do it. */
export function namesRead(): Set<string> {
  const sources = ['.ts', '.mjs'].flatMap((end) => filesEndingWith(end)).filter(isSource);
  const names = sources.flatMap((file) => readsOf(readFileSync(join(ROOT, file), 'utf8')));
  return new Set(names.filter((name) => !SYSTEM.has(name)));
}

const isSource = (file: string): boolean =>
  /^(apps|libs|tools)\/[^/]+\//.test(file) && !/\/test\/|\.test\.ts$|\/generated\//.test(file);

export function readsOf(source: string): string[] {
  const direct = READS.flatMap((read) => [...source.matchAll(read)].map(([, name = '']) => name));
  const taken = [...source.matchAll(DESTRUCTURED)].flatMap(([, names = '']) =>
    [...names.matchAll(/(?:^|,)\s*([A-Z][A-Z0-9_]+)\b/g)].map(([, name = '']) => name),
  );
  return [...direct, ...taken];
}

/** The assignments of an environment file, commented out or not. */
export function readEnvFile(text: string): { name: string; value: string; comment: string }[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const [, name, value] = /^#?([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
    return name && value !== undefined ? [{ name, value, comment: lines[index - 1] ?? '' }] : [];
  });
}
