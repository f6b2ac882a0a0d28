import { createAmending } from '@watertight/delivery';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { createIntake } from '../../media/intake.ts';
import { createMessageAnswers } from './answer.ts';
import { sendBatch } from './batch.ts';
import { cancelMessage } from './cancel.ts';
import { editMessage } from './edit.ts';
import { forwardMessage } from './forward.ts';
import { listMessages } from './list.ts';
import { readMessage } from './read.ts';
import { retryMessage } from './retry.ts';
import { retryMessages } from './retry-all.ts';
import { sendMessage } from './send.ts';

export function messageRoutes(app: App, deps: ApiDeps): void {
  const answering = createMessageAnswers(deps);
  const amending = createAmending(deps);
  const intake = createIntake(deps);
  sendMessage(app, deps, answering, intake);
  sendBatch(app, deps, answering, intake);
  listMessages(app, deps);
  readMessage(app, deps);
  editMessage(app, deps, amending);
  cancelMessage(app, deps, amending);
  forwardMessage(app, deps, answering);
  retryMessage(app, deps);
  retryMessages(app, deps);
}
