import type { App } from '../../http/app.ts';
import { createPerformer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { demandBot } from './demand.ts';
import { listBots } from './list.ts';
import { requestPairingCode } from './pairing-code.ts';
import { setPresence } from './presence.ts';
import { readQr } from './qr.ts';
import { readBot } from './read.ts';

export function botRoutes(app: App, deps: ApiDeps): void {
  const performer = createPerformer(deps);
  listBots(app, deps);
  readBot(app, deps);
  demandBot(app, deps);
  readQr(app, deps);
  requestPairingCode(app, deps, performer);
  setPresence(app, deps, performer);
}
