import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { changePhone } from './change.ts';
import { createPhone } from './create.ts';
import { listPhones } from './list.ts';
import { readPhone } from './read.ts';
import { removePhone } from './remove.ts';

export function phoneRoutes(app: App, deps: ApiDeps): void {
  createPhone(app, deps);
  listPhones(app, deps);
  readPhone(app, deps);
  changePhone(app, deps);
  removePhone(app, deps);
}
