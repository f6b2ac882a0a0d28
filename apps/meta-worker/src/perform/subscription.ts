import type { ActionResult, WebhookSubscription } from '@watertight/core';
import type { Secret } from '@watertight/service';
import { fieldsIn, firstText, isFields, type Fields } from '../json.ts';
import { andThen, asItIsNow, done, numberPath, refused, type Line, type Performer } from './asking.ts';

export interface SubscriptionDeps {
  /** The operator's; phones may have their own. */
  verifyToken: Secret | undefined;
}

export const NO_ACCOUNT = refused(
  'ACCOUNT_UNKNOWN',
  'The id of the phone’s WhatsApp Business Account is not known: set meta.wabaId.',
);

export const accountPath = (wabaId: string, below: string): string => encodeURIComponent(wabaId) + below;

async function readSubscription(line: Line, wabaId: string): Promise<ActionResult<WebhookSubscription>> {
  const apps = await line.ask('GET', accountPath(wabaId, '/subscribed_apps'));
  if (apps.kind !== 'done') return apps;
  const configured = await line.ask('GET', numberPath(line, '?fields=webhook_configuration'));
  return andThen(configured, ({ webhook_configuration: urls }) => ({
    wabaId,
    apps: fieldsIn(apps.value.data).map(appOf),
    callbackUrls: urlsOf(isFields(urls) ? urls : {}),
  }));
}

function appOf(entry: Fields) {
  const app = isFields(entry.whatsapp_business_api_data) ? entry.whatsapp_business_api_data : entry;
  return {
    appId: firstText(app.id) ?? '',
    name: firstText(app.name),
    callbackUrl: firstText(entry.override_callback_uri, app.override_callback_uri),
  };
}

const urlsOf = (urls: Fields): WebhookSubscription['callbackUrls'] => ({
  phone: firstText(urls.phone_number),
  account: firstText(urls.whatsapp_business_account),
  app: firstText(urls.application),
});

const set: Performer<'subscription.set', SubscriptionDeps> = async (deps, line, action) => {
  const { wabaId } = line.credentials;
  if (wabaId === null) return NO_ACCOUNT;
  const override = overrideOf(deps, line, action);
  if (override.kind !== 'done') return override;
  const changed =
    action.scope === 'account'
      ? await line.ask('POST', accountPath(wabaId, '/subscribed_apps'), override.value)
      : await line.ask('POST', numberPath(line), { webhook_configuration: override.value });
  return changed.kind === 'done' ? asItIsNow(await readSubscription(line, wabaId)) : changed;
};

/** Meta asks the new address for the token at once: one that nobody here knows would be refused there. */
function overrideOf(
  { verifyToken }: SubscriptionDeps,
  { credentials }: Line,
  { callbackUrl, verifyToken: given }: { callbackUrl?: string | undefined; verifyToken?: string | undefined },
): ActionResult<object> {
  if (callbackUrl === undefined) return done({});
  const token = given ?? credentials.verifyToken ?? verifyToken?.reveal();
  return token === undefined
    ? refused('VALIDATION_FAILED', 'No verify token: give one, or set meta.verifyToken or META_VERIFY_TOKEN.')
    : done({ override_callback_uri: callbackUrl, verify_token: token });
}

const remove: Performer<'subscription.remove', SubscriptionDeps> = async (_deps, line, { scope }) => {
  const { wabaId } = line.credentials;
  if (wabaId === null) return NO_ACCOUNT;
  const removed =
    scope === 'account'
      ? await line.ask('DELETE', accountPath(wabaId, '/subscribed_apps'))
      : await line.ask('POST', numberPath(line), { webhook_configuration: { override_callback_uri: '' } });
  return andThen(removed, () => null);
};

/** Where Meta's webhooks of an account, or of one of its phones, go. */
export const subscriptionActions = {
  'subscription.read': (async (_deps, line) =>
    line.credentials.wabaId === null
      ? NO_ACCOUNT
      : readSubscription(line, line.credentials.wabaId)) satisfies Performer<
    'subscription.read',
    SubscriptionDeps
  >,
  'subscription.set': set,
  'subscription.remove': remove,
};
