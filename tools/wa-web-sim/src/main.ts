import { startWaWebSim, type WaWebSim } from './index.ts';

const EXIT_CONFIG = 78;
const STOP_WITHIN_MS = 2_000;

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(EXIT_CONFIG);
}

function portFromEnv(text = '3011'): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    fail(`WA_WEB_SIM_PORT must be a port number from 0 to 65535, not "${text}".`);
  }
  return port;
}

function explain(error: unknown, host: string, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is taken; set WA_WEB_SIM_PORT to a free one.`;
  return `The WhatsApp Web simulator cannot start: ${message}`;
}

function stopOn(sim: WaWebSim, signal: NodeJS.Signals): void {
  process.once(signal, () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void sim.stop().then(() => process.exit(0));
  });
}

const host = process.env['HOST'] ?? '127.0.0.1';
const port = portFromEnv(process.env['WA_WEB_SIM_PORT']);
const statePath = process.env['WA_WEB_SIM_STATE'] || undefined;

try {
  const sim = await startWaWebSim({ host, port, ...(statePath !== undefined && { statePath }) });
  stopOn(sim, 'SIGTERM');
  stopOn(sim, 'SIGINT');
  console.log(`WhatsApp Web SIMULATOR on ${sim.url} (HTTP and HTTPS). It talks to no WhatsApp; nothing sent here reaches anybody.
Control: ${sim.url}/sim/qr /sim/scan /sim/devices /sim/ledger /sim/actions /sim/inbound /sim/calls /sim/contacts /sim/groups /sim/channels /sim/behaviour
Chromium arguments: ${JSON.stringify(sim.chromiumArgs)}`);
} catch (error) {
  fail(explain(error, host, port));
}
