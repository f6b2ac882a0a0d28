import {
  CodedError,
  type ActionName,
  type ActionResult,
  type CloudActionName,
  type Phone,
  type PhoneAction,
} from '@watertight/core';
import { STORE_AWAY, type AccessTo } from '../access.ts';
import { openLine, refused, type Line, type Performer } from './asking.ts';
import { chatActions } from './chats.ts';
import { numberActions } from './number.ts';
import { profileActions, type ProfileDeps } from './profile.ts';
import { subscriptionActions, type SubscriptionDeps } from './subscription.ts';
import { syncTemplates, templateActions, type TemplateDeps } from './templates.ts';

export type PerformDeps = ProfileDeps & SubscriptionDeps & TemplateDeps;

/** What a Cloud API phone can be asked for. */
const PERFORMERS: { [Name in CloudActionName]: Performer<Name, PerformDeps> } = {
  ...chatActions,
  ...numberActions,
  ...profileActions,
  ...subscriptionActions,
  ...templateActions,
};

/** Does actions on Cloud API phones, now. Never throws for anything that Meta does. */
export interface Management {
  perform(phone: Phone, action: PhoneAction, signal: AbortSignal): Promise<ActionResult>;
  /** Brings the templates of the phone's account in line with Meta's list. */
  syncTemplates(phone: Phone, signal: AbortSignal): Promise<ActionResult<{ templates: number }>>;
}

export function createManagement(accessTo: AccessTo, deps: PerformDeps): Management {
  /** Nothing was asked yet: whatever keeps it from being asked is a refusal. */
  const onLine = async <T>(
    phone: Phone,
    signal: AbortSignal,
    work: (line: Line) => Promise<ActionResult<T>>,
  ): Promise<ActionResult<T>> => {
    const access = await accessTo(phone);
    if (access.kind === 'unreadable') return refused('STORE_UNAVAILABLE', STORE_AWAY);
    if (access.kind === 'faulty') return refused(access.code, access.sentence);
    return work(openLine(phone, access.server, access.credentials, signal));
  };

  return {
    perform(phone, action, signal) {
      const performer = PERFORMERS[action.name as CloudActionName] as
        Performer<ActionName, PerformDeps> | undefined;
      if (!performer)
        return Promise.resolve(
          refused('UNSUPPORTED_ON_CHANNEL', `The Cloud API cannot do ${String(action.name)}.`),
        );
      return onLine<unknown>(phone, signal, (line) => coded(performer(deps, line, action as never)));
    },
    syncTemplates: (phone, signal) => onLine(phone, signal, (line) => coded(syncTemplates(deps, line))),
  };
}

/** Our own stores are asked before Meta is: a file or row that cannot be had means that nothing was done. */
async function coded<T>(work: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof CodedError) return refused(error.code, error.detail);
    throw error;
  }
}
