import { Command, CommanderError } from 'commander';
import type { Life } from '../life.ts';
import { backUp, restoreFrom } from './copies.ts';
import { rotateKeys } from './rotate-keys.ts';

export interface DataDeps {
  life: Life;
  env: NodeJS.ProcessEnv;
}

/** `npm run data -- <command>`: what an operator does with what is stored. `run` answers the exit status. */
export function createDataProgram(deps: DataDeps): { run(args: string[]): Promise<number> } {
  const say = (text: string) => deps.life.terminal.say(text.trimEnd());
  let status = 0;
  const program = new Command('data')
    .description('Look after what is stored')
    .exitOverride()
    .configureOutput({ writeOut: say, writeErr: say })
    .showHelpAfterError();
  program
    .command('rotate-keys')
    .description('bring all that is sealed under ENCRYPTION_KEY; the system may run meanwhile')
    .action(async () => void (status = await rotateKeys(deps)));
  program
    .command('backup')
    .description('copy database, media and logins into a new folder, as of one moment, while the system runs')
    .argument('<folder>')
    .action(async (folder: string) => void (status = await backUp(deps, folder)));
  program
    .command('restore')
    .description(
      'load a backup of this version or an older one into an empty database, before anything is started on it',
    )
    .argument('<folder>')
    .action(async (folder: string) => void (status = await restoreFrom(deps, folder)));
  return {
    async run(args) {
      try {
        await program.parseAsync(args, { from: 'user' });
        return status;
      } catch (error) {
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
        throw error;
      }
    },
  };
}
