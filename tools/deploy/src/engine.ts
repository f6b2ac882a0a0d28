import { accessSync, constants } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { ROOT } from '@watertight/lint-rules';
import { dockerfileOf, type Image } from './images.ts';

const ENGINES = ['docker', 'podman', 'buildah'] as const;
type EngineName = (typeof ENGINES)[number];

/** A program that builds images. */
export interface Engine {
  name: EngineName;
  path: string;
}

/** The engine of that name, else the first that is there; or one sentence that says why there is none. */
export function findEngine(name?: string, path: string = process.env.PATH ?? ''): Engine | string {
  const asked = ENGINES.filter((engine) => name === undefined || engine === name);
  if (asked.length === 0) return `--engine is ${name ?? ''}: it should be one of ${ENGINES.join(', ')}.`;
  for (const engine of asked) {
    const found = path
      .split(delimiter)
      .filter(Boolean)
      .map((folder) => join(folder, engine))
      .find(isExecutable);
    if (found) return { name: engine, path: found };
  }
  return `Images are built by ${asked.join(', ')}, and none is on PATH: install one (Debian: apt-get install buildah).`;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // whatever the reason, it cannot be run
  }
}

export interface Build {
  image: Image;
  /** registry/name:tag */
  reference: string;
  /** The commit that is built, if it is known. */
  commit: string | null;
  /** When it was made, in seconds since 1970; what an image contains is dated by it. */
  made: string | null;
}

/** What the engine is called with, from the root of the repository. */
export function buildArguments({ name }: Engine, { image, reference, commit, made }: Build): string[] {
  return [
    'build',
    ...['--file', relative(ROOT, dockerfileOf(image)), '--tag', reference],
    ...(commit ? ['--label', `org.opencontainers.image.revision=${commit}`] : []),
    ...(name === 'docker' ? [] : ['--layers', '--format', 'docker', ...(made ? ['--timestamp', made] : [])]),
    '.',
  ];
}

export const pushArguments = (reference: string): string[] => ['push', reference];
