import type { App } from '../../http/app.ts';
import { createPerformer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { changeGroup } from './change.ts';
import { createGroup } from './create.ts';
import { groupInvite } from './invite.ts';
import { joinGroup } from './join.ts';
import { leaveGroup } from './leave.ts';
import { listGroups } from './list.ts';
import { changeParticipants } from './participants.ts';
import { changePicture } from './picture.ts';
import { readGroup } from './read.ts';

export function groupRoutes(app: App, deps: ApiDeps): void {
  const performer = createPerformer(deps);
  listGroups(app, performer);
  createGroup(app, performer);
  joinGroup(app, performer);
  readGroup(app, performer);
  changeGroup(app, performer);
  changePicture(app, deps, performer);
  changeParticipants(app, performer);
  groupInvite(app, performer);
  leaveGroup(app, performer);
}
