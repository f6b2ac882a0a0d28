import { readEnv } from './env.ts';
import { startMetaSim, type MetaSimOptions } from './sim.ts';

const STOP_WITHIN_MS = 2000;
const EXIT_CONFIG = 78;

const env = readEnv(process.env);
if ('faults' in env) {
  process.stderr.write(`${env.faults.join('\n')}\n`);
  process.exit(EXIT_CONFIG);
}
await run(env.options);

async function run(options: MetaSimOptions): Promise<void> {
  const sim = await startMetaSim(options).catch((error: NodeJS.ErrnoException) => {
    process.stderr.write(`${cannotListen(error, options)}\n`);
    process.exit(1);
  });
  process.stdout.write(
    `SIMULATOR of Meta's WhatsApp Cloud API on ${sim.url}. It talks to no Meta server; nothing reaches a phone.\n` +
      `Webhooks go to ${options.webhookUrl}; the ledger is at ${sim.url}/sim/ledger.\n`,
  );
  const stop = () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void sim.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function cannotListen(error: NodeJS.ErrnoException, { host, port }: MetaSimOptions): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken: stop what listens there or set META_SIM_PORT.`;
  return `The simulator cannot listen on ${host}:${port}: ${error.message}.`;
}
