import { Refusal } from './refusal.ts';

const DEFAULT_PORTS = {
  API_PORT: 3000,
  WWEBJS_PORT: 3001,
  META_PORT: 3002,
  WEBHOOK_PORT: 3003,
  ORCHESTRATOR_PORT: 3004,
  META_SIM_PORT: 3010,
  WA_WEB_SIM_PORT: 3011,
} as const;

export type PortName = keyof typeof DEFAULT_PORTS;

/** What the command reads of its environment for itself; everything else goes through to the apps as it is. */
export interface Settings {
  host: string;
  ports: Record<PortName, number>;
  sandbox: boolean;
  /** Which simulators are ours to run: not those in whose place the user names another. */
  metaSim: boolean;
  waWebSim: boolean;
  /** All roles run in one process. */
  single: boolean;
}

/** @throws Refusal with every fault */
export function readSettings(
  env: NodeJS.ProcessEnv,
  { live, single = env['ORCHESTRATOR_MODE']?.trim() === 'single' }: { live: boolean; single?: boolean },
): Settings {
  const names = Object.keys(DEFAULT_PORTS) as PortName[];
  const ports = Object.fromEntries(names.map((name) => [name, portOf(env[name], DEFAULT_PORTS[name])]));
  const faults = names.filter((name) => !isPort(ports[name])).map((name) => faultOf(name, env[name]));
  if (faults.length > 0) throw new Refusal(faults.join('\n'));
  return {
    host: env['HOST']?.trim() || '127.0.0.1',
    ports: ports as Record<PortName, number>,
    sandbox: !live,
    metaSim: !live && !env['SANDBOX_GRAPH_URL']?.trim(),
    waWebSim: !live && !env['SANDBOX_WA_WEB_URL']?.trim(),
    single,
  };
}

const portOf = (text: string | undefined, otherwise: number): number =>
  text?.trim() ? Number(text) : otherwise;

const isPort = (port: number | undefined): boolean =>
  port !== undefined && Number.isInteger(port) && port > 0 && port < 65_536;

const faultOf = (name: string, text: string | undefined): string =>
  `${name} should be a port number from 1 to 65535, not "${text?.trim()}".`;

/** The address at which a client on this machine reaches a server that listens on `host`. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

export const urlOf = ({ host, ports }: Settings, name: PortName): string =>
  `http://${reachable(host)}:${ports[name]}`;
