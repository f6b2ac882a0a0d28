import type { Step } from '../process/end.ts';

/** How the server's process is started. */
export interface Launch {
  file: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Another user than our own. */
  uid?: number;
  gid?: number;
}

/** What differs from one kind of server to the other. Every call comes under the lock of the server's directory. */
export interface Engine {
  /** As people know it, `PostgreSQL`. */
  name: string;
  logFile: string;
  /** A running server with other settings is restarted, unless somebody is using it. */
  settings: string;
  /** Makes the directory ready for `launch`; repeatable. */
  prepare(): Promise<void>;
  launch(port: number): Launch;
  /** Whether the server at the port accepts our password and answers. Never rejects. */
  answers(port: number): Promise<boolean>;
  /** A server that works on the directory although no record tells of it; null when there is none. */
  stray(rememberedPort: number | null): Promise<{ pid: number; port: number } | null>;
  /** The polite signal first. */
  stopSteps: readonly Step[];
}

export interface Server {
  readonly port: number;
  readonly pid: number;
  /** Whether this call found the server running, left by a killed process or shared with a living one. */
  readonly adopted: boolean;
  isAlive(): boolean;
  /** Starts the server again, on the same port and data, if it is not running; true when it had to. */
  revive(): Promise<boolean>;
  /** Leaves the server; the last one to leave stops it. May be called again. */
  stop(): Promise<void>;
}
