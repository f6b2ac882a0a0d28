import type { ActionResult, ErrorCode, PhoneAction, ResultOf, WebActionName } from '@watertight/core';
import type { PairingCode } from '../client.ts';
import { refused, type ActionDeps, type Performer } from './asking.ts';
import { chatActions } from './chats.ts';
import { contactActions } from './contacts.ts';
import { groupActions } from './groups.ts';

/** What a phone that is connected can be asked for. */
const PERFORMERS: { [Name in Exclude<WebActionName, 'pairing-code'>]: Performer<Name> } = {
  ...chatActions,
  ...contactActions,
  ...groupActions,
};

/** Does an action on a phone, now. Never throws for anything that WhatsApp or its page do. */
export async function perform(deps: ActionDeps, action: PhoneAction): Promise<ActionResult> {
  if (action.name === 'pairing-code') return pair(deps, action.phoneNumber);
  if (!deps.life.canSend())
    return refused('PHONE_NOT_READY', 'The phone is not connected to WhatsApp at the moment.');
  const performer = PERFORMERS[action.name as keyof typeof PERFORMERS] as
    ((deps: ActionDeps, action: PhoneAction) => Promise<ActionResult>) | undefined;
  return performer
    ? performer(deps, action)
    : refused('UNSUPPORTED_ON_CHANNEL', `WhatsApp Web cannot do ${String((action as PhoneAction).name)}.`);
}

const NO_CODE: Readonly<Record<Exclude<PairingCode['kind'], 'code' | 'no-answer'>, ErrorCode>> = {
  'wrong-state': 'PHONE_NOT_READY',
  'rate-limited': 'RATE_LIMITED',
  refused: 'RECIPIENT_INVALID',
};

async function pair({ life }: ActionDeps, phoneNumber: string): Promise<ResultOf<'pairing-code'>> {
  const end = await life.pairingCode(phoneNumber.replace(/\D/g, ''));
  if (end.kind === 'code')
    return { kind: 'done', value: { code: end.code, expiresAt: end.expiresAt.toISOString() } };
  return end.kind === 'no-answer'
    ? { kind: 'unknown', detail: end.detail }
    : refused(NO_CODE[end.kind], end.detail);
}
