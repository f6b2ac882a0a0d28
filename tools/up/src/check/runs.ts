const TARGETS = ['-t', 'typecheck', 'lint', 'test', 'build', '--output-style=static'];
/** All projects together are checked in a sixth of the time that each needs by itself. */
const WHOLE = ['-t', 'typecheck-whole', 'lint-whole', 'test', 'build', '--output-style=static'];
/** The stories are last and alone: they start whole systems, and kill parts of them or measure them. */
const ALL = [
  ['--exclude=e2e,e2e-dashboard,chaos,bench', '--parallel=2'],
  ['--exclude=*,!e2e,!e2e-dashboard,!chaos,!bench', '--parallel=1', '--skip-nx-cache'],
];

/**
 * What Nx is asked for, one run after the other: everything, what `args` name, or with `--affected` what changed since
 * `--base` and all that depends on it.
 */
export function runsOf(args: string[]): string[][] {
  const isAffected = args.includes('--affected');
  const more = args.filter((arg) => arg !== '--affected');
  if (isAffected) return ALL.map((part) => ['affected', ...TARGETS, ...part, ...more]);
  if (more.length > 0) return [['run-many', ...TARGETS, ...more]];
  return ALL.map((part) => ['run-many', ...WHOLE, ...part]);
}
