import { Refusal } from '../refusal.ts';
import type { DataDeps } from './program.ts';
import { openSystem } from './system.ts';

/** Answers 1 when something could not be opened: the old key is still needed, or lost. */
export async function rotateKeys(deps: DataDeps): Promise<number> {
  const { store } = await openSystem(deps);
  const fault = await store.schemaFault();
  if (fault) throw new Refusal(fault);
  const { terminal, stop } = deps.life;
  const done = await store.rotateKeys(stop);
  terminal.say(
    `${done.resealed} secrets and ${done.logins} logins of phones are now under ENCRYPTION_KEY; ${done.current} were already.`,
  );
  if (done.loginsInBucket > 0)
    terminal.say(
      `${done.loginsInBucket} logins lie in the bucket: their workers save new ones under the new key. Keep the old one in ENCRYPTION_OTHER_KEYS until all phones have been ready for WWEBJS_SNAPSHOT_MINUTES.`,
    );
  for (const what of done.unreadable) terminal.say(`not opened by any key: ${what}`);
  return done.unreadable.length > 0 ? 1 : 0;
}
