import type { ActionResult, Log, Phone } from '@watertight/core';
import { every } from '@watertight/delivery';
import type { DueSync, Store } from '@watertight/store';

export interface TemplateSyncDeps {
  store: Pick<Store, 'templates' | 'phones'>;
  sync(phone: Phone, signal: AbortSignal): Promise<ActionResult<{ templates: number }>>;
  log: Log;
}

const LOOK_MS = 5000;
const AT_ONCE = 4;
/** A whole account of 6000 templates, at half a second for each page. */
const DEADLINE_MS = 150_000;
/** What failed is tried again after this long; so is what a worker took and did not live to finish. */
const AGAIN_MS = 300_000;

/**
 * Keeps the templates of all accounts as Meta has them: when a phone of an account is ready for the first time, and
 * once an hour. Whose turn it is stands in the store: of any number of workers one reads an account, and a start
 * reads nothing that is not due.
 */
export function startTemplateSync({ store, sync, log }: TemplateSyncDeps): { stop(): Promise<void> } {
  const stopping = new AbortController();

  const syncOne = async ({ companyId, wabaId, phoneId }: DueSync) => {
    const phone = await store.phones.byId(phoneId);
    if (!phone) return;
    const result = await sync(phone, AbortSignal.any([AbortSignal.timeout(DEADLINE_MS), stopping.signal]));
    const account = { companyId, wabaId, phoneId };
    if (result.kind === 'done')
      log.info({ ...account, templates: result.value.templates }, 'templates.synced');
    else if (!stopping.signal.aborted)
      log.warn({ ...account, detail: result.detail }, 'templates.not-synced');
  };

  const loop = every(LOOK_MS, 'templates', log, async () => {
    let due: DueSync[];
    do {
      due = await store.templates.takeDueSyncs(AT_ONCE, AGAIN_MS);
      const ends = await Promise.allSettled(due.map(syncOne));
      for (const end of ends)
        if (end.status === 'rejected') log.warn({ err: end.reason as unknown }, 'templates.failed');
    } while (due.length === AT_ONCE && !stopping.signal.aborted);
  });

  return {
    async stop() {
      stopping.abort();
      await loop.stop();
    },
  };
}
