import type { Log } from '@watertight/core';
import type { LogFile } from '../logs.ts';
import { childEnv, type ChildSpec } from '../processes.ts';
import { launch, type Life } from './launch.ts';
import { FULL_SHARE, MODEST_SHARE } from './share.ts';

/** One more process of a child, which has loaded everything and waits until the present one has died. */
export interface Standby {
  /** Starts one for the life after so many restarts, unless there is one or one has died a short while ago. */
  prepare(restarts: number): void;
  /** The waiting process, told that its turn has come; null when there is none. */
  take(): Life | null;
  /** SIGTERM, and SIGKILL after `graceMs`. */
  dismiss(graceMs: number): Promise<void>;
  /** SIGKILL, now. */
  kill(): void;
  readonly pid: number | null;
}

export interface StandbyDeps {
  env: NodeJS.ProcessEnv;
  file: LogFile;
  log: Log;
  share(pid: number | null, share: number): void;
}

/** After one has died it is left alone for so long: what cannot stand by must not cost anybody anything. */
const AGAIN_MS = 60_000;

export function createStandby(spec: ChildSpec, { env, file, log, share }: StandbyDeps): Standby {
  let waiting: Life | null = null;
  let notBeforeMs = 0;

  return {
    prepare(restarts) {
      if (waiting || performance.now() < notBeforeMs) return;
      const own = { ...childEnv(env, spec, restarts), WATERTIGHT_STANDBY: '1' };
      const life = launch(spec, own, file, { waits: true });
      waiting = life;
      share(life.pid, MODEST_SHARE);
      log.info({ childInstance: spec.instanceId, pid: life.pid }, 'standby.started');
      void life.exited.then(({ code, signal, complaint }) => {
        if (waiting !== life) return;
        waiting = null;
        notBeforeMs = performance.now() + AGAIN_MS;
        const lastLines = complaint.join('\n');
        log.warn({ childInstance: spec.instanceId, code, signal, lastLines }, 'standby.lost');
      });
    },
    take() {
      const life = waiting;
      waiting = null;
      if (!life) return null;
      share(life.pid, FULL_SHARE);
      life.giveTurn();
      return { ...life, startedAt: new Date() };
    },
    async dismiss(graceMs) {
      const life = waiting;
      waiting = null;
      await life?.end(graceMs);
    },
    kill() {
      waiting?.kill();
      waiting = null;
    },
    get pid() {
      return waiting?.pid ?? null;
    },
  };
}
