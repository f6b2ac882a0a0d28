import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, readsOf } from '@watertight/lint-rules';
import { describeEnv, type EnvRow } from '@watertight/service';
import { filesUnder } from './sources.ts';

type Schema = Parameters<typeof describeEnv>[0];

/** Those of Node, which every program of Node's reads. */
const NODE = ['NODE_OPTIONS', 'NODE_ENV', 'HOME', 'TZ'];

const ROLES = ['apps/api', 'apps/wwebjs-worker', 'apps/meta-worker', 'apps/webhook-worker'];

/**
 * What a project reads from its environment: of an app what its schema says (of the one
 * that runs all roles, what theirs say), of a simulator the names that its
 * sources read, none of them required.
 */
export async function environmentOf(project: string): Promise<EnvRow[]> {
  if (project === 'apps/single') return (await Promise.all(ROLES.map(environmentOf))).flat();
  if (project.startsWith('apps/')) return describeEnv(await schemaOf(project));
  const names = filesUnder(join(ROOT, project, 'src'), '.ts').flatMap((file) =>
    readsOf(readFileSync(file, 'utf8')),
  );
  return [...new Set(names)].map((name) => ({
    ...{ name, default: null, generated: false },
    ...{ required: false, secret: false, description: '' },
  }));
}

// By path: a tool may not depend on an app, and this one runs none of their code.
async function schemaOf(project: string): Promise<Schema> {
  const file = join(ROOT, project, 'src/env.ts');
  const { schema, envSchema } = (await import(file)) as { schema?: Schema; envSchema?: Schema };
  const found = schema ?? envSchema;
  if (!found) throw new Error(`${project}/src/env.ts exports neither schema nor envSchema`);
  return found;
}

/**
 * What is wrong with an environment that is to be given to a project, a sentence each: a variable that it does not
 * read, and a required one that is not there.
 */
export function environmentFaults(given: readonly string[], rows: readonly EnvRow[]): string[] {
  const known = new Set([...rows.map(({ name }) => name), ...NODE]);
  const unknown = given.filter((name) => !known.has(name)).map((name) => `${name} is read by nobody`);
  const missing = rows
    .filter(({ name, required }) => required && !given.includes(name))
    .map(({ name }) => `${name} is required and not given`);
  return [...unknown, ...missing];
}
