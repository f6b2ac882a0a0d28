import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf } from './pid.ts';

/** A process that a supervisor started, or the supervisor itself, as it stands in the run directory. */
export interface ProcessRecord {
  name: string;
  instanceId: string;
  pid: number;
  /** `identityOf` at the start: tells whether the pid still means the same process. */
  identity: string;
}

export interface RunDir {
  /** Writes a child down, so that a later supervisor can end it if this one is killed. */
  remember(child: { name: string; instanceId: string }, pid: number): void;
  forget(instanceId: string): void;
  /** Children that an earlier supervisor wrote down and that still run. Records of dead ones are removed. */
  leftovers(): ProcessRecord[];
  release(): void;
}

/** Another supervisor that is alive uses the same run directory. */
export class RunDirInUseError extends Error {
  constructor(dir: string, pid: number) {
    super(
      `Another orchestrator (pid ${pid}) is running with RUN_DIR ${dir}: stop it, or set another RUN_DIR and ports.`,
    );
    this.name = 'RunDirInUseError';
  }
}

const OWNER = 'orchestrator';

/** Takes possession of the directory; throws a `RunDirInUseError` while its owner lives. */
export function openRunDir(dir: string): RunDir {
  mkdirSync(dir, { recursive: true });
  const owner = readRecord(dir, OWNER);
  if (owner && owner.pid !== process.pid && isAlive(owner)) throw new RunDirInUseError(dir, owner.pid);
  write(dir, { name: OWNER, instanceId: OWNER }, process.pid);

  const forget = (instanceId: string) => rmSync(pathOf(dir, instanceId), { force: true });
  return {
    remember: (child, pid) => write(dir, child, pid),
    forget,
    leftovers: () =>
      readdirSync(dir)
        .filter((file) => file.endsWith('.json'))
        .map((file) => file.slice(0, -'.json'.length))
        .filter((instanceId) => instanceId !== OWNER)
        .flatMap((instanceId) => {
          const record = readRecord(dir, instanceId);
          if (record && isAlive(record)) return record;
          forget(instanceId);
          return [];
        }),
    release: () => forget(OWNER),
  };
}

export const isAlive = ({ pid, identity }: ProcessRecord): boolean => identityOf(pid) === identity;

const pathOf = (dir: string, instanceId: string) => join(dir, `${instanceId}.json`);

function write(dir: string, { name, instanceId }: { name: string; instanceId: string }, pid: number): void {
  const identity = identityOf(pid);
  if (identity === null) return; // gone already: there is nothing to be left over
  const record: ProcessRecord = { name, instanceId, pid, identity };
  const path = pathOf(dir, instanceId);
  writeFileSync(`${path}.tmp`, JSON.stringify(record));
  renameSync(`${path}.tmp`, path); // whole or not at all, also under kill -9
}

/** Null when there is none, or what is there is no record: nothing is ever signalled on its account. */
function readRecord(dir: string, instanceId: string): ProcessRecord | null {
  try {
    const record = JSON.parse(readFileSync(pathOf(dir, instanceId), 'utf8')) as Partial<ProcessRecord> | null;
    const valid =
      typeof record?.identity === 'string' && Number.isInteger(record.pid) && (record.pid as number) > 1;
    return valid
      ? { name: String(record.name), instanceId, pid: record.pid!, identity: record.identity! }
      : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
