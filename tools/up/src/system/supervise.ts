import { untilAborted, type Life } from '../life.ts';
import { Refusal } from '../refusal.ts';
import type { Orchestrator } from './orchestrator.ts';

const MAX_RESTARTS = 3;
const WINDOW_MS = 300_000;

/**
 * Keeps the orchestrator running until the life stops. One that dies is started again; it then ends what it left.
 * @throws Refusal when it keeps dying
 */
export async function keepOrchestrator({ stop, terminal }: Life, orchestrator: Orchestrator): Promise<void> {
  const deathsMs: number[] = [];
  for (;;) {
    const end = await Promise.race([orchestrator.ended(), untilAborted(stop).then(() => 'stops')]);
    if (stop.aborted) return;
    deathsMs.push(performance.now());
    if (deathsMs.filter((ms) => performance.now() - ms < WINDOW_MS).length > MAX_RESTARTS)
      throw new Refusal(`The orchestrator keeps dying (it ${end}); it said:\n${orchestrator.lastWords()}`);
    terminal.say(`the orchestrator ${end}, starting it again`);
    orchestrator.start();
  }
}

/** What `work` answers; when the orchestrator ends before that, its last words. */
export async function orDies<T>(orchestrator: Orchestrator, work: Promise<T>): Promise<T> {
  const death = orchestrator.ended().then((end) => {
    throw new Refusal(`The orchestrator ${end}; it said:\n${orchestrator.lastWords()}`);
  });
  death.catch(() => undefined); // a later end is nobody's concern here
  return Promise.race([work, death]);
}
