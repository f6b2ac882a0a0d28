import { createAmending } from '@watertight/delivery';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import type { Intake } from '../../media/intake.ts';
import type { MessageAnswers } from './answer.ts';
import { messageActivity } from './activity.ts';
import { sendBatch } from './batch.ts';
import { cancelMessage } from './cancel.ts';
import { editMessage } from './edit.ts';
import { forwardMessage } from './forward.ts';
import { listMessages } from './list.ts';
import { readMessage } from './read.ts';
import { retryMessage } from './retry.ts';
import { retryMessages } from './retry-all.ts';
import { sendMessage } from './send.ts';

export function messageRoutes(app: App, deps: ApiDeps, answering: MessageAnswers, intake: Intake): void {
  const amending = createAmending(deps);
  sendMessage(app, deps, answering, intake);
  sendBatch(app, deps, answering, intake);
  listMessages(app, deps);
  messageActivity(app, deps);
  readMessage(app, deps);
  editMessage(app, deps, amending);
  cancelMessage(app, deps, amending);
  forwardMessage(app, deps, answering);
  retryMessage(app, deps);
  retryMessages(app, deps);
}
