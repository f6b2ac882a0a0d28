import { generate } from './generate.ts';
import type { LoadPlan } from './plan.ts';

/** A process that generates load: one plan by message, its moments and its result by message, then it ends. */
process.once('message', (plan) => {
  const tell = (message: object) => process.send?.(message);
  generate(plan as LoadPlan, { begun: () => tell({ kind: 'begun' }), ended: () => tell({ kind: 'ended' }) })
    .then((result) => tell({ kind: 'result', result }))
    .catch((error: unknown) =>
      tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => process.disconnect());
});
