import type { Extra } from './processes.ts';

/** Letters, digits and hyphens: the name becomes part of file names and of an instance id. */
const NAME = /^[a-z][a-z0-9-]{0,40}$/;

/** One sentence for each fault of the items of ORCHESTRATOR_EXTRA; `taken` are names that are not free. */
export function extraFaults(items: readonly unknown[], taken: readonly string[]): string[] {
  const names = new Set(taken);
  return items.flatMap((item, index) => {
    const where = `ORCHESTRATOR_EXTRA[${index}]`;
    if (!isObject(item)) return `${where} should be an object with name, args, env and healthUrl.`;
    const faults = [
      nameFault(item.name, names),
      argsFault(item.args),
      envFault(item.env),
      urlFault(item.healthUrl),
    ];
    names.add(String(item.name));
    return faults.flatMap((fault) => (fault ? `${where}.${fault}.` : []));
  });
}

/** For an item without faults. */
export function toExtra(item: unknown): Extra {
  const { name, args, env = {}, healthUrl } = item as Omit<Extra, 'env'> & Partial<Pick<Extra, 'env'>>;
  return { name, args, env, healthUrl };
}

function nameFault(name: unknown, taken: ReadonlySet<string>): string | undefined {
  if (typeof name !== 'string' || !NAME.test(name))
    return 'name should be a lower-case letter followed by up to 40 of a-z 0-9 -';
  return taken.has(name) ? `name is "${name}", which is taken` : undefined;
}

const argsFault = (args: unknown): string | undefined =>
  Array.isArray(args) && args.length > 0 && args.every((arg) => typeof arg === 'string')
    ? undefined
    : 'args should be an array of strings, the arguments for node';

const envFault = (env: unknown): string | undefined =>
  env === undefined || (isObject(env) && Object.values(env).every((value) => typeof value === 'string'))
    ? undefined
    : 'env should be an object of strings';

const urlFault = (url: unknown): string | undefined =>
  typeof url === 'string' && URL.canParse(url) && /^https?:/.test(url)
    ? undefined
    : 'healthUrl should be an http or https URL that answers while the process lives';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
