// Checks the whole repository in one go: `node tools/build/whole.mjs typecheck|lint`. Each project by itself reads what
// they share once more, which takes six times as long; that way is for what a branch touches.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const MOST_MEMORY_MB = 8192;
const FOLDERS = ['apps', 'libs', 'tools'];

/** One program for the projects that have no compiler options of their own, and the configurations of the others. */
function programs() {
  const projects = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const configs = projects
    .map((project) => join(project, 'tsconfig.json'))
    .filter((path) => existsSync(path));
  const read = configs.map((path) => ({ path, ...JSON.parse(readFileSync(path, 'utf8')) }));
  const plain = read.filter(({ compilerOptions }) => compilerOptions === undefined);
  const whole = 'dist/tsconfig.whole.json';
  const toRoot = relative(dirname(whole), '.');
  mkdirSync(dirname(whole), { recursive: true });
  const include = plain.flatMap(({ path, include }) =>
    include.map((one) => join(toRoot, dirname(path), one)),
  );
  writeFileSync(whole, JSON.stringify({ extends: join(toRoot, 'tsconfig.base.json'), include }, null, 2));
  return [whole, ...read.filter((one) => !plain.includes(one)).map(({ path }) => path)];
}

/** Runs a package's script with room for all projects; answers its exit status. */
function run(script, args, env = {}) {
  const { status, error } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MOST_MEMORY_MB}`, join('node_modules', script), ...args],
    { stdio: 'inherit', env: { ...process.env, ...env } },
  );
  if (error) throw error;
  return status ?? 1;
}

const checks = {
  typecheck: () => programs().map((config) => run('typescript/bin/tsc', ['-p', config])),
  lint: () => [
    run('eslint/bin/eslint.js', [...FOLDERS, '--max-warnings=0'], {
      LINT_PROGRAMS: JSON.stringify(programs()),
    }),
  ],
};

const check = checks[process.argv[2]];
if (!check) {
  console.error('Say what: node tools/build/whole.mjs typecheck|lint');
  process.exit(2);
}
process.exitCode = Math.max(...check());
