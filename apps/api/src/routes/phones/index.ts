import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { changePhone } from './change.ts';
import { createPerformer } from '../../http/performer.ts';
import { createPhone } from './create.ts';
import { listPhones } from './list.ts';
import { businessProfile } from './profile.ts';
import { readPhone } from './read.ts';
import { registerPhone } from './registration.ts';
import { removePhone } from './remove.ts';
import { webhookSubscription } from './subscription.ts';

export function phoneRoutes(app: App, deps: ApiDeps): void {
  createPhone(app, deps);
  listPhones(app, deps);
  readPhone(app, deps);
  changePhone(app, deps);
  removePhone(app, deps);
  const performer = createPerformer(deps);
  registerPhone(app, deps, performer);
  businessProfile(app, deps, performer);
  webhookSubscription(app, deps, performer);
}
