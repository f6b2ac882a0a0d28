import type { App } from '../../http/app.ts';
import { createPerformer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { changeChats } from './change.ts';
import { listChats } from './list.ts';
import { readChat } from './read.ts';
import { typeInChat } from './typing.ts';

export function chatRoutes(app: App, deps: ApiDeps): void {
  const performer = createPerformer(deps);
  listChats(app, deps);
  readChat(app, deps, performer);
  changeChats(app, deps, performer);
  typeInChat(app, deps, performer);
}
