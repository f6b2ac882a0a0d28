import { Command, CommanderError } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isComplete, reportPage, takenBackPage } from './report.ts';
import { rollBack, runImport } from './run.ts';
import { evolutionPhones, evolutionServer } from './sources/evolution.ts';
import { ImportError, type Source, type SourcePhone } from './sources/source.ts';
import { wahaPhones, wahaServer } from './sources/waha.ts';
import { createTarget } from './target.ts';

export interface ProgramDeps {
  env: NodeJS.ProcessEnv;
  out(text: string): void;
  complain(text: string): void;
}

interface Options {
  url?: string;
  key?: string;
  file?: string;
  api: string;
  apiKey?: string;
  company: string;
  record?: string;
  dryRun?: true;
  rollback?: true;
  json?: true;
}

interface Kind {
  name: string;
  about: string;
  server(url: string, key: string | null): Source;
  phones(answer: unknown): SourcePhone[];
}

const KINDS: readonly Kind[] = [
  { name: 'waha', about: 'sessions and webhooks of a WAHA server', server: wahaServer, phones: wahaPhones },
  {
    name: 'evolution',
    about: 'instances and webhooks of an Evolution API 2 server',
    server: evolutionServer,
    phones: evolutionPhones,
  },
];

/** `npm run import -- <gateway>`. `run` answers the exit status: 1 when something was not carried, 2 when it could not run. */
export function createProgram(deps: ProgramDeps): { run(args: string[]): Promise<number> } {
  const program = new Command('import')
    .description('Carry phones and webhooks over from another gateway; repeat it as often as you like')
    .exitOverride()
    .configureOutput({ writeOut: deps.out, writeErr: deps.complain })
    .showHelpAfterError();
  let status = 0;
  for (const kind of KINDS)
    program
      .command(kind.name)
      .description(kind.about)
      .option('--url <url>', 'where it answers')
      .option('--key <key>', 'its API key')
      .option('--file <file>', 'a file with what it answered, instead of asking it')
      .option('--api <url>', 'where Watertight answers', 'http://127.0.0.1:3000')
      .option('--api-key <key>', 'the admin key, or one of the company; ADMIN_API_KEY when absent')
      .requiredOption('--company <id>', 'which company gets the phones; made when it is not there')
      .option('--record <file>', 'where to write down what was made')
      .option('--dry-run', 'say what would be made, and make nothing')
      .option('--rollback', 'remove what was made')
      .option('--json', 'the report as JSON')
      .action(async (options: Options) => {
        status = await perform(kind, options, deps);
      });
  return {
    async run(args) {
      try {
        await program.parseAsync(args, { from: 'user' });
        return status;
      } catch (error) {
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
        if (!(error instanceof ImportError)) throw error;
        deps.complain(`${error.message}\n`);
        return 2;
      }
    },
  };
}

async function perform(kind: Kind, options: Options, { env, out }: ProgramDeps): Promise<number> {
  const key = options.apiKey ?? env['ADMIN_API_KEY'];
  if (!key) throw new ImportError('Give the key of Watertight with --api-key, or as ADMIN_API_KEY');
  const { api, company: companyId } = options;
  const target = createTarget(urlOf(api, '--api'), key, companyId);
  const file = resolve(options.record ?? `watertight-import-${kind.name}-${companyId}.json`);
  if (options.rollback) {
    const taken = await rollBack(target, companyId, file);
    out(options.json ? `${JSON.stringify(taken)}\n` : takenBackPage(taken));
    return 0;
  }
  const source = sourceOf(kind, options);
  const report = await runImport({ source, target, api, companyId, file, dryRun: options.dryRun ?? false });
  out(options.json ? `${JSON.stringify(report)}\n` : reportPage(report, file));
  return isComplete(report) ? 0 : 1;
}

function sourceOf(kind: Kind, { url, key, file }: Options): Source {
  if (file !== undefined) return { name: kind.name, read: async () => kind.phones(await parsed(file)) };
  if (url === undefined) throw new ImportError('Say where it answers with --url, or give a --file');
  return kind.server(urlOf(url, '--url'), key ?? null);
}

async function parsed(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new ImportError(`${file} cannot be read as JSON`, { cause: error });
  }
}

function urlOf(text: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search)
    throw new ImportError(`${option} should be an address such as https://gateway.example.org`);
  return url.href;
}
