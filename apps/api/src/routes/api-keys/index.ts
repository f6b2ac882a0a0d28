import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import type { Keys } from '../../plugins/keys.ts';
import { createApiKey } from './create.ts';
import { listApiKeys } from './list.ts';
import { removeApiKey } from './remove.ts';

export function apiKeyRoutes(app: App, deps: ApiDeps, keys: Keys): void {
  createApiKey(app, deps);
  listApiKeys(app, deps);
  removeApiKey(app, deps, keys);
}
