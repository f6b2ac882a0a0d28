import { writeFile } from 'node:fs/promises';
import { sleep } from '@watertight/service';

/** As nice values are counted: a tenth of what others get of a busy processor. */
export const SMALL_SHARE = 10;
/** A third. */
export const MODEST_SHARE = 5;
export const FULL_SHARE = 0;

/** The kernel takes one change of a session's share in a tenth of a second. */
const TRIES = 5;
const AGAIN_MS = 150;

/**
 * Sets what a child, which leads a session of its own, gets of a busy processor (autogroup, sched(7)). Unlike its nice
 * value the share may be raised again by whoever may lower it. False: this system has no such shares, or the child is gone.
 *
 * @throws what else the system says, as an error with a code
 */
export async function setShare(pid: number, share: number): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try {
      await writeFile(`/proc/${pid}/autogroup`, String(share));
      return true;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (['ENOENT', 'ESRCH'].includes(code)) return false;
      if (code !== 'EAGAIN' || tries === TRIES) throw error;
      await sleep(AGAIN_MS);
    }
  }
}
