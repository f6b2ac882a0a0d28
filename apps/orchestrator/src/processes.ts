import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { v8Options } from '@watertight/service';
import type { Timings } from './supervise/timings.ts';

/** What there is to know about a child before it is started. */
export interface ChildSpec {
  /** The process's name in health tables, `wwebjs`. */
  name: string;
  /** `<name>-<n>`, counted from 1; also the name of its log file. */
  instanceId: string;
  /** Arguments for node. */
  args: string[];
  /** What it finds in its environment beyond the supervisor's own. */
  env: Record<string, string>;
  healthUrl: string;
  /** The ones that it listens on; the first is where it is asked for its health. */
  ports: number[];
  memoryLimitMb: number | null;
  /** A second process of it waits, with everything loaded, until this one has died. */
  standby?: boolean;
  /** Where it is watched otherwise than the others. */
  timings?: Partial<Timings>;
}

export interface App {
  name: string;
  /** Folder below the apps directory that holds `main.js`. */
  folder: string;
  instances: number;
  /** The variables of its ports with those of the first instance; the first one answers for its health. */
  ports: [variable: string, port: number][];
  memoryMb: number;
  /** Each instance has a process that waits to take over. */
  standby?: boolean;
  /** What each instance finds in its environment besides. */
  env?: Record<string, string>;
  timings?: Partial<Timings>;
}

/** Instance n listens on the app's port + 100 × (n − 1): the last two digits go on telling the app. */
export const PORT_STEP = 100;
export const portsOf = ({ ports }: Pick<App, 'ports'>, n: number): [variable: string, port: number][] =>
  ports.map(([variable, port]) => [variable, port + PORT_STEP * (n - 1)]);

interface Place {
  appsDir: string;
  host: string;
}

/** The spec of the n-th instance of an app, counted from 1. */
export function appSpec(app: App, n: number, { appsDir, host }: Place): ChildSpec {
  const named = portsOf(app, n);
  const ports = named.map(([, port]) => port);
  return {
    name: app.name,
    instanceId: `${app.name}-${n}`,
    args: [...v8Options(app.memoryMb), mainOf(app, appsDir)],
    env: { ...app.env, ...Object.fromEntries(named.map(([variable, port]) => [variable, String(port)])) },
    healthUrl: `http://${reachable(host)}:${ports[0]}/health`,
    ports,
    memoryLimitMb: app.memoryMb,
    ...(app.standby ? { standby: true } : {}),
    ...(app.timings ? { timings: app.timings } : {}),
  };
}

/** One spec for each instance of each app. */
export const appSpecs = (apps: App[], place: Place): ChildSpec[] =>
  apps.flatMap((app) => Array.from({ length: app.instances }, (_, index) => appSpec(app, index + 1, place)));

/** Makes specs of further instances of the apps, for scaling; null for what is no app. */
export const moreOf =
  (apps: App[], place: Place) =>
  (name: string, n: number): ChildSpec | null => {
    const app = apps.find((one) => one.name === name);
    return app ? appSpec(app, n, place) : null;
  };

/** The bundles that are wanted and not there. */
export const missingBundles = (apps: App[], appsDir: string): string[] =>
  apps
    .filter((app) => app.instances > 0)
    .map((app) => mainOf(app, appsDir))
    .filter((path) => !existsSync(path));

const mainOf = (app: App, appsDir: string) => join(appsDir, app.folder, 'main.js');

/** An address that a client can dial for one that a server listens on. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** A process that the caller adds to the table. */
export interface Extra {
  name: string;
  args: string[];
  env: Record<string, string>;
  healthUrl: string;
}

export const extraSpecs = (extras: Extra[]): ChildSpec[] =>
  extras.map((extra) => ({
    ...extra,
    instanceId: `${extra.name}-1`,
    ports: [Number(new URL(extra.healthUrl).port)].filter((port) => port > 0),
    memoryLimitMb: null,
  }));

/** The child's environment: the supervisor's own without what is meant for the supervisor alone, and its identity. */
export function childEnv(own: NodeJS.ProcessEnv, spec: ChildSpec, restarts: number): NodeJS.ProcessEnv {
  const inherited = Object.entries(own).filter(([name]) => !name.startsWith('ORCHESTRATOR_'));
  return {
    ...Object.fromEntries(inherited),
    ...spec.env,
    INSTANCE_ID: spec.instanceId,
    WATERTIGHT_RESTARTS: String(restarts),
  };
}
