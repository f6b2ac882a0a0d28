import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { demandBot } from './demand.ts';
import { listBots } from './list.ts';
import { readQr } from './qr.ts';
import { readBot } from './read.ts';

export function botRoutes(app: App, deps: ApiDeps): void {
  listBots(app, deps);
  readBot(app, deps);
  demandBot(app, deps);
  readQr(app, deps);
}
