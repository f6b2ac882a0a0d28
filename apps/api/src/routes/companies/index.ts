import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import type { Keys } from '../../plugins/keys.ts';
import { changeCompany } from './change.ts';
import { createCompany } from './create.ts';
import { listCompanies } from './list.ts';
import { readCompany } from './read.ts';
import { removeCompany } from './remove.ts';

export function companyRoutes(app: App, deps: ApiDeps, keys: Pick<Keys, 'forget'>): void {
  createCompany(app, deps);
  listCompanies(app, deps);
  readCompany(app, deps);
  changeCompany(app, deps);
  removeCompany(app, deps, keys);
}
