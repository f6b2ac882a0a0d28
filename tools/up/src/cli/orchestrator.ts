/** What the user is told in one sentence. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

export interface ProcessRow {
  name: string;
  instanceId: string;
  pid: number | null;
  state: string;
  restarts: number;
  port: number | null;
  uptimeSeconds: number;
  /** Of the process that waits to take over. */
  standbyPid: number | null;
  memoryMb: number | null;
  memoryLimitMb: number | null;
  lastExit: { code: number | null; signal: string | null; cause?: string | null; at: string } | null;
}

export interface Orchestrator {
  processes(): Promise<ProcessRow[]>;
  /** Answers the instances concerned. */
  command(name: string, command: 'restart' | 'drain' | 'resume'): Promise<string[]>;
  scale(name: string, instances: number): Promise<{ starting: string[]; stopping: string[] }>;
}

const ASK_MS = 5000;

/** The orchestrator's port. Everything throws a CliError when it does not answer, or refuses. */
export function createOrchestrator(url: string): Orchestrator {
  const ask = (path: string, init: RequestInit = {}) => askJson(`${url}${path}`, init);
  const post = (name: string, command: string, body?: object) =>
    ask(`/processes/${encodeURIComponent(name)}/${command}`, {
      method: 'POST',
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
  return {
    processes: async () => ((await ask('/processes')) as { processes: ProcessRow[] }).processes,
    command: async (name, command) => Object.values(await post(name, command)).flat() as string[],
    scale: async (name, instances) =>
      (await post(name, 'scale', { instances })) as { starting: string[]; stopping: string[] },
  };
}

/** @throws CliError */
export async function askJson(url: string, init: RequestInit = {}): Promise<object> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ASK_MS) }).catch(
    (error: unknown) => {
      const why =
        error instanceof Error && error.name === 'TimeoutError'
          ? 'does not answer in time'
          : 'does not answer';
      throw new CliError(
        `${new URL(url).origin} ${why}: does Watertight run there? (HOST, ORCHESTRATOR_PORT)`,
      );
    },
  );
  const text = await response.text();
  const body = parse(text);
  if (response.ok && body) return body;
  throw new CliError(
    body && 'detail' in body && typeof body.detail === 'string'
      ? body.detail
      : `${url} answered ${response.status}: ${text.slice(0, 200)}`,
  );
}

function parse(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null; // it is then shown as it came
  }
}
