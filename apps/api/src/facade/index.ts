import type { ApiDeps } from '../deps.ts';
import type { App } from '../http/app.ts';
import { createPerformer } from '../http/performer.ts';
import type { Intake } from '../media/intake.ts';
import type { MessageAnswers } from '../routes/messages/answer.ts';
import { createAccounts } from './accounts/accounts.ts';
import { cloudNumbers, CloudNumber } from './accounts/numbers.ts';
import { cloudProfile, CloudProfile } from './accounts/profile.ts';
import { cloudTemplates, CLOUD_TEMPLATE_SCHEMAS } from './accounts/templates.ts';
import { GraphError } from './errors.ts';
import { cloudMediaObjects, CloudMedia } from './media/objects.ts';
import { CloudUploaded, uploadCloudMedia } from './media/upload.ts';
import { CLOUD_MESSAGE_SCHEMAS } from './messages/schemas.ts';
import { sendCloudMessage } from './messages/send.ts';
import { createNumbers } from './numbers.ts';
import { Done } from './schemas.ts';

/** Schemas that the document lists by name. */
export const FACADE_SCHEMAS = [
  GraphError,
  Done,
  ...CLOUD_MESSAGE_SCHEMAS,
  CloudUploaded,
  CloudMedia,
  CloudNumber,
  CloudProfile,
  ...CLOUD_TEMPLATE_SCHEMAS,
];

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
  const accounts = createAccounts(deps.store);
  const performer = createPerformer(deps);
  await parent.register(async (app: App) => {
    app.addContentTypeParser<string>(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(text))),
    );
    sendCloudMessage(app, deps, { numbers, performer, answering, intake });
    await uploadCloudMedia(app, deps, numbers);
    cloudMediaObjects(app, deps, numbers);
    cloudNumbers(app, deps, numbers, accounts);
    cloudProfile(app, performer, numbers);
    cloudTemplates(app, deps, performer, accounts);
  });
}
