import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';
import { Ajv } from 'ajv';

/** The package of npm's in which Renovate's schema is: 3 MB, of which this one file is kept. */
const SOURCE = {
  spec: 'renovate@44.121.2',
  tarball: 'renovate-44.121.2.tgz',
  file: 'package/renovate-schema.json',
  sha256: '989a29d9d8f1c421436b68de9472898283b55db6c5cf98fb243489e40e338a02',
};
const CACHE = join(ROOT, 'node_modules/.cache/watertight-renovate');
const DOWNLOAD_MS = 120_000;

interface Schema {
  $schema?: string;
  definitions: Record<string, object>;
  properties: Record<string, object>;
}

/**
 * Reads the schema once; answers a function that says what is wrong with a configuration, a sentence each: what the
 * schema does not allow, and words that it does not know.
 */
export function readRenovateSchema(): (config: object) => string[] {
  const { $schema: _, ...schema } = JSON.parse(schemaText()) as Schema;
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  const known = new Set(['$schema', ...Object.keys(schema.definitions), ...Object.keys(schema.properties)]);
  return (config) => {
    validate(config);
    // The schema allows words that it does not know, which Renovate then refuses.
    const unknown = keysOf(config).filter((key) => !known.has(key));
    return [
      ...(validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`),
      ...unknown.map((key) => `${key} is not known`),
    ];
  };
}

const keysOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
};

function schemaText(): string {
  const kept = join(CACHE, `${SOURCE.sha256.slice(0, 12)}.json`);
  if (!existsSync(kept)) fetchSchema(kept);
  return readFileSync(kept, 'utf8');
}

function fetchSchema(target: string): void {
  const folder = join(CACHE, `download-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    run('npm', ['pack', SOURCE.spec, '--silent'], folder);
    run('tar', ['-xzf', SOURCE.tarball, SOURCE.file], folder);
    const file = join(folder, SOURCE.file);
    const found = createHash('sha256').update(readFileSync(file)).digest('hex');
    if (found !== SOURCE.sha256)
      throw new Error(`The schema of ${SOURCE.spec} is not the one that is expected (${found}).`);
    // Whole or not at all, for whoever looks at the same time.
    renameSync(file, target);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(program: string, args: string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(program, args, {
    ...{ cwd, encoding: 'utf8', timeout: DOWNLOAD_MS },
  });
  if (status !== 0)
    throw new Error(`${program} ${args[0] ?? ''} ended with ${error?.message ?? status ?? ''}:\n${stderr}`);
}
