import type { App } from '../../http/app.ts';
import { createPerformer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { readTemplates } from './read.ts';
import { writeTemplates } from './write.ts';

export function templateRoutes(app: App, deps: ApiDeps): void {
  const performer = createPerformer(deps);
  readTemplates(app, deps, performer);
  writeTemplates(app, deps, performer);
}
