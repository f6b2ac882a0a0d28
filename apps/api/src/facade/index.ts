import type { ApiDeps } from '../deps.ts';
import type { App } from '../http/app.ts';
import { createPerformer } from '../http/performer.ts';
import type { Intake } from '../media/intake.ts';
import type { MessageAnswers } from '../routes/messages/answer.ts';
import { sendCloudMessage } from './messages/send.ts';
import { createNumbers } from './numbers.ts';

/**
 * What programs that were written for Meta's Cloud API call: the same paths, bodies, answers and errors, for phones of
 * both connection types. In a context of its own: forms are read here and nowhere else.
 */
export async function facadeRoutes(
  parent: App,
  deps: ApiDeps,
  answering: MessageAnswers,
  intake: Intake,
): Promise<void> {
  const numbers = createNumbers(deps);
  const performer = createPerformer(deps);
  await parent.register(async (app: App) => {
    app.addContentTypeParser<string>(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(text))),
    );
    sendCloudMessage(app, deps, { numbers, performer, answering, intake });
  });
}
