import { Refusal } from '../refusal.ts';
import type { DataDeps } from './program.ts';
import { openFiles, openSystem } from './system.ts';

/** Answers 1 when something is not under the new key: the old one is still needed, or lost. */
export async function rotateKeys(deps: DataDeps): Promise<number> {
  const { store, home } = await openSystem(deps);
  const fault = await store.schemaFault();
  if (fault) throw new Refusal(fault);
  const { terminal, stop } = deps.life;
  const { files, isBucket } = await openFiles(deps, home);
  const done = await store.rotateKeys(isBucket ? files : null, stop);
  terminal.say(
    `${done.resealed} secrets and ${done.logins} logins of phones are now under ENCRYPTION_KEY; ${done.current} were already.`,
  );
  if (done.loginsInBucket > 0)
    terminal.say(
      `${done.loginsInBucket} logins lie in a bucket, and none is named: set the MEDIA_S3 variables of the workers, and begin again.`,
    );
  for (const what of done.unreadable) terminal.say(`not opened by any key: ${what}`);
  return done.unreadable.length + done.loginsInBucket > 0 ? 1 : 0;
}
