import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { resolve, join } from 'node:path';
import { ROOT } from '../root.ts';
import { followLogs } from './logs.ts';
import { createOrchestrator, CliError } from './orchestrator.ts';
import { statusPage } from './status.ts';

export interface CliDeps {
  env: NodeJS.ProcessEnv;
  out(text: string): void;
  complain(text: string): void;
  /** Ends what follows. */
  signal: AbortSignal;
}

/** `npm run watertight -- <command>`: what an operator asks of a running system. `run` answers the exit status. */
export function createProgram(deps: CliDeps): { run(args: string[]): Promise<number> } {
  const { env, out, complain, signal } = deps;
  const host = env['HOST']?.trim() || '127.0.0.1';
  const at = (variable: string, port: number) => `http://${host}:${env[variable]?.trim() || port}`;
  const orchestrator = createOrchestrator(at('ORCHESTRATOR_PORT', 3004));
  const home = resolve(ROOT, env['WATERTIGHT_HOME']?.trim() || '.watertight');
  const logDir = env['LOG_DIR']?.trim() ? resolve(ROOT, env['LOG_DIR'].trim()) : join(home, 'logs');

  const program = new Command('watertight')
    .description('Look after a running Watertight')
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: complain })
    .showHelpAfterError();
  const say = (what: string, ids: string[]) => out(ids.map((id) => `${what} ${id}\n`).join(''));

  program
    .command('status')
    .description('processes, queues and stores')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: true }) =>
      out(await statusPage(orchestrator, at('API_PORT', 3000), json ?? false)),
    );
  program
    .command('logs')
    .description('the last lines of a process’s log, and what is added to it')
    .argument(
      '[name]',
      'a process name or an instance: wwebjs, meta-2, orchestrator; all of them when absent',
    )
    .option('--errors', 'errors alone')
    .option('--grep <text>', 'lines that hold this: a message id, say')
    .option('-n, --lines <count>', 'how many old lines', wholeNumber, 50)
    .option('--no-follow', 'end after the old lines')
    .option('--json', 'as they stand in the file')
    .action((name: string | undefined, options: LogOptions) =>
      followLogs({ logDir, name, out, signal, ...options }),
    );
  program
    .command('restart')
    .description('drain and start again, one instance after the other; wakes what failed')
    .argument('<name>', NAME)
    .action(async (name: string) => say('restarting', await orchestrator.command(name, 'restart')));
  program
    .command('drain')
    .description('end in good order, and rest until resume')
    .argument('<name>', NAME)
    .action(async (name: string) => say('draining', await orchestrator.command(name, 'drain')));
  program
    .command('resume')
    .description('start what was drained')
    .argument('<name>', NAME)
    .action(async (name: string) => say('resuming', await orchestrator.command(name, 'resume')));
  program
    .command('scale')
    .description('run so many instances; lasts until the orchestrator ends')
    .argument('<name>', 'a process name: api, wwebjs, meta, webhook')
    .argument('<instances>', 'how many', wholeNumber)
    .action(async (name: string, instances: number) => {
      const { starting, stopping } = await orchestrator.scale(name, instances);
      say('starting', starting);
      say('stopping', stopping);
      if (starting.length + stopping.length === 0) out(`${name} has ${instances} already\n`);
    });

  return {
    async run(args) {
      try {
        await program.parseAsync(args, { from: 'user' });
        return 0;
      } catch (error) {
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
        if (!(error instanceof CliError)) throw error;
        complain(`${error.message}\n`);
        return 1;
      }
    },
  };
}

const NAME = 'a process name or an instance: wwebjs, meta-2';

interface LogOptions {
  errors?: true;
  grep?: string;
  lines: number;
  follow: boolean;
  json?: true;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It should be a whole number.');
  return Number(text);
}
