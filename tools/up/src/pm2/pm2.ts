import { existsSync, mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import type { Home } from '../home.ts';
import type { Life } from '../life.ts';
import { programOf, runNode } from '../nx.ts';
import { Refusal } from '../refusal.ts';

/** One of PM2's processes. */
export interface Pm2Process {
  id: number;
  name: string;
  namespace: string;
  pid: number;
  /** `online`, `stopping`, `stopped`, `launching`, `errored`, `waiting restart`. */
  status: string;
  /** Of its last life. */
  exitCode: number | null;
  restarts: number;
}

/** PM2, asked as a person would: by its command line, and never loaded into a program of ours. */
export interface Pm2 {
  readonly home: string;
  /** It is nobody's but this system's. */
  readonly isOwn: boolean;
  /** Its daemon answers; no other question starts one as a side effect unless it says so. */
  isRunning(): Promise<boolean>;
  /** Starts the daemon if there is none. */
  list(): Promise<Pm2Process[]>;
  /** Starts what a file declares, or some of it. @throws Refusal with PM2's words */
  start(file: string, names: readonly string[], env: NodeJS.ProcessEnv): Promise<void>;
  /** Ends processes in good order, all at once, and forgets them. */
  remove(processes: readonly Pm2Process[]): Promise<void>;
  /** Ends the daemon and all that it runs. */
  kill(): Promise<void>;
  /** Any command of PM2, on this terminal. */
  run(args: readonly string[]): Promise<number>;
}

/** Longer than `sockaddr_un` takes, a socket's path is cut off without a word. */
const MAX_SOCKET_BYTES = 107;
const CONNECT_MS = 2000;

/** @throws Refusal when PM2 could not work there */
export function openPm2({ stop: signal }: Pick<Life, 'stop'>, { dir }: Pick<Home, 'dir'>): Pm2 {
  const given = process.env['PM2_HOME']?.trim();
  const home = given ? resolve(given) : join(dir, 'pm2');
  if (Buffer.byteLength(join(home, 'interactor.sock')) > MAX_SOCKET_BYTES)
    throw new Refusal(`The path ${home} is too long for PM2's sockets: set PM2_HOME to a shorter one.`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const own = {
    PM2_HOME: home,
    // It prints nothing but what it was asked for, and asks nobody whether there is a newer one.
    PM2_DISCRETE_MODE: 'true',
    PM2_DISABLE_VERSION_CHECK: 'true',
    // Everything that is told to end is told so at once.
    PM2_CONCURRENT_ACTIONS: '64',
    // Memory is looked at every five seconds, not every thirty.
    PM2_WORKER_INTERVAL: '5000',
  };
  const program = programOf('pm2');

  const ask = async (args: readonly string[], env: NodeJS.ProcessEnv = withoutNpm(process.env)) => {
    const lines: string[] = [];
    const run = { args: [program, ...args], env: { ...env, ...own }, signal };
    const { status, tail } = await runNode({ ...run, onLine: (line) => lines.push(line) });
    if (status !== 0) throw new Refusal(`pm2 ${args[0]} failed (status ${status}):\n${tail}`);
    return lines;
  };
  return {
    home,
    isOwn: !given,
    isRunning: () => answers(join(home, 'rpc.sock')),
    list: async () => processesIn(await ask(['jlist'])),
    async start(file, names, env) {
      await ask(['start', file, '--only', names.join(','), '--silent'], withoutNpm(env));
    },
    async remove(processes) {
      if (processes.length > 0) await ask(['delete', ...processes.map(({ id }) => String(id)), '--silent']);
    },
    async kill() {
      await ask(['kill', '--silent']);
    },
    async run(args) {
      const env = { ...withoutNpm(process.env), ...own };
      const { status } = await runNode({ args: [program, ...args], env, inherit: true, signal });
      return status ?? 1;
    },
  };
}

/** What npm tells its scripts is nothing that a process should keep for the rest of its life. */
const withoutNpm = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, /^(npm_|INIT_CWD$)/.test(name) ? undefined : value]),
  );

function answers(socketPath: string): Promise<boolean> {
  if (!existsSync(socketPath)) return Promise.resolve(false);
  return new Promise((done) => {
    const socket = connect(socketPath);
    const end = (isThere: boolean) => {
      socket.destroy();
      done(isThere);
    };
    socket.setTimeout(CONNECT_MS, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false)); // nobody listens any more
  });
}

interface Listed {
  pm_id: number;
  name: string;
  pid: number;
  pm2_env: { namespace?: string; status: string; exit_code?: number; restart_time: number };
}

/** The list is one line of JSON; whatever else PM2 says stands before it. */
function processesIn(lines: readonly string[]): Pm2Process[] {
  const json = lines.findLast((line) => /^\[(\{|\])/.test(line));
  if (json === undefined) throw new Refusal(`PM2 does not list its processes; it says:\n${lines.join('\n')}`);
  return (JSON.parse(json) as Listed[]).map(({ pm_id, name, pid, pm2_env }) => ({
    ...{ id: pm_id, name, pid, namespace: pm2_env.namespace ?? '', status: pm2_env.status },
    ...{ exitCode: pm2_env.exit_code ?? null, restarts: pm2_env.restart_time },
  }));
}
