import type { App } from '../../http/app.ts';
import { createPerformer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { blockContact } from './block.ts';
import { changeContact } from './change.ts';
import { checkContacts } from './check.ts';
import { createContact } from './create.ts';
import { eraseContact } from './erase.ts';
import { importContacts } from './import.ts';
import { listContacts } from './list.ts';
import { readContact } from './read.ts';
import { removeContact } from './remove.ts';

export async function contactRoutes(app: App, deps: ApiDeps): Promise<void> {
  const performer = createPerformer(deps);
  createContact(app, deps);
  listContacts(app, deps);
  readContact(app, deps, performer);
  changeContact(app, deps);
  removeContact(app, deps);
  eraseContact(app, deps);
  checkContacts(app, performer);
  blockContact(app, deps, performer);
  await importContacts(app, deps);
}
