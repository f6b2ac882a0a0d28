import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ROOT } from '@watertight/lint-rules';
import { buildArguments, findEngine, pushArguments, type Engine } from './engine.ts';
import { IMAGES, version } from './images.ts';

const MISUSED = 2;

/** `nx run api:container [--registry=ghcr.io/me] [--tag=1.2.3] [--engine=podman] [--push]` */
function main(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      registry: { type: 'string', default: 'watertight' },
      tag: { type: 'string', default: version() },
      engine: { type: 'string' },
      push: { type: 'boolean', default: false },
    },
  });
  const image = IMAGES.find(({ name }) => name === positionals[0]);
  if (!image) return refuse(`Say which image: ${IMAGES.map(({ name }) => name).join(', ')}.`);
  const engine = findEngine(values.engine);
  if (typeof engine === 'string') return refuse(engine);
  const reference = `${values.registry}/${image.name}:${values.tag}`;
  console.log(`building ${reference} with ${engine.name}`);
  const commit = git('rev-parse', 'HEAD');
  const made = git('log', '-1', '--format=%ct');
  const built = run(engine, buildArguments(engine, { image, reference, commit, made }), { made });
  if (built !== 0 || !values.push) return built;
  return run(engine, pushArguments(reference), {});
}

function run(engine: Engine, args: readonly string[], { made }: { made?: string | null }): number {
  // BuildKit dates what it makes by this; the others are told by an argument.
  const env = made ? { ...process.env, SOURCE_DATE_EPOCH: made } : process.env;
  return spawnSync(engine.path, args, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1;
}

/** One line of git's; null where there is none, as in an archive of the source. */
function git(...args: string[]): string | null {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

function refuse(sentence: string): number {
  console.error(sentence);
  return MISUSED;
}

process.exitCode = main(process.argv.slice(2));
