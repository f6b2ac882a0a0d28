import {
  toWebChatId,
  type ActionName,
  type ActionOf,
  type ActionResult,
  type ErrorCode,
  type Identity,
  type PhoneActions,
  type ResultOf,
} from '@watertight/core';
import type { Life } from '../client.ts';
import { textOf } from '../errors.ts';
import type { OpenMedia } from '../outgoing.ts';
import type { PageAnswer, PageIdentity, Refusal } from '../page/kit.ts';

/** What an action is done with. */
export interface ActionDeps {
  life: Life;
  companyId: string;
  sessionDir: string;
  openMedia: OpenMedia;
  signal: AbortSignal;
}

export type Performer<Name extends ActionName> = (
  deps: ActionDeps,
  action: ActionOf<Name>,
) => Promise<ResultOf<Name>>;

type ValueOf<Name extends ActionName> = PhoneActions[Name]['result'];

/** Longer than its caller waits: his signal ends it. */
const ASK_MS = 60_000;

/** Meanings of WhatsApp's numbers that an action has of its own. */
export type Meanings = Readonly<Record<number, ErrorCode>>;

/** An action that is one question to the page: its arguments there, and what its value means here. */
export function byPage<Name extends ActionName, Arg, Value>(
  inPage: (arg: Arg) => Promise<PageAnswer<Value>>,
  argOf: (action: ActionOf<Name>) => Arg,
  valueOf: (value: Value, action: ActionOf<Name>) => ValueOf<Name>,
  meanings: Meanings = {},
): Performer<Name> {
  return async ({ life, signal }, action) => {
    const result = await ask(life, inPage, argOf(action), signal, meanings);
    return result.kind === 'done' ? { kind: 'done', value: valueOf(result.value, action) } : result;
  };
}

export async function ask<Arg, Value>(
  life: Life,
  inPage: (arg: Arg) => Promise<PageAnswer<Value>>,
  arg: Arg,
  signal: AbortSignal,
  meanings: Meanings = {},
): Promise<ActionResult<Value>> {
  try {
    return judge(await life.run('The action', ASK_MS, inPage, arg, signal), meanings);
  } catch (error) {
    return { kind: 'unknown', detail: `The page did not answer (${textOf(error).slice(0, 100)}).` };
  }
}

/** What the page's answer means: `refused` only when it is certain that nothing was done. */
export function judge<T>(answer: PageAnswer<T>, meanings: Meanings = {}): ActionResult<T> {
  switch (answer.kind) {
    case 'done':
      return answer;
    case 'refused': {
      const [code, detail] = WHY[answer.why];
      return refused(code, answer.detail ? `${detail} ${answer.detail}` : detail);
    }
    case 'declined': {
      const code = meanings[answer.status] ?? DECLINED[answer.status] ?? 'PROVIDER_REFUSED';
      return refused(code, `WhatsApp declined it (${answer.status}).`);
    }
    case 'fault':
      return answer.begun
        ? { kind: 'unknown', detail: `${answer.detail}.` }
        : refused('PROVIDER_UNAVAILABLE', `The page could not do it: ${answer.detail}`);
  }
}

export const refused = (code: ErrorCode, detail: string): ActionResult<never> & { kind: 'refused' } => ({
  kind: 'refused',
  code,
  detail,
});

const DECLINED: Meanings = {
  401: 'FORBIDDEN_BY_WHATSAPP',
  403: 'FORBIDDEN_BY_WHATSAPP',
  404: 'CHAT_NOT_FOUND',
  429: 'RATE_LIMITED',
};

const WHY: Readonly<Record<Refusal, [ErrorCode, string]>> = {
  'not-connected': ['PHONE_NOT_READY', 'The phone is not connected to WhatsApp at the moment.'],
  'no-chat': ['CHAT_NOT_FOUND', 'The phone has no such chat.'],
  'no-group': ['GROUP_NOT_FOUND', 'The phone is in no such group.'],
  'no-account': ['RECIPIENT_INVALID', 'The number is not on WhatsApp.'],
  'no-message': ['MESSAGE_NOT_FOUND', 'The phone does not have the message (any more).'],
  'no-label': ['LABEL_NOT_FOUND', 'The phone has no such label.'],
  'no-channel': ['CHANNEL_NOT_FOUND', 'There is no such WhatsApp channel.'],
  'not-business': ['UNSUPPORTED_ON_CHANNEL', 'Only phones with WhatsApp Business have labels.'],
  'not-member': ['GROUP_NOT_FOUND', 'The phone is not in this group (any more).'],
  'not-admin': ['FORBIDDEN_BY_WHATSAPP', 'Only admins of the group may do that.'],
  'admins-only': ['FORBIDDEN_BY_WHATSAPP', 'Only admins may write in this group.'],
  blocked: ['RECIPIENT_INVALID', 'The phone has blocked this contact.'],
  'too-late': ['MESSAGE_NOT_CHANGEABLE', 'WhatsApp does not let the phone change this message (any more).'],
  'bad-invite': ['INVITE_INVALID', 'The invitation is not valid.'],
  'not-allowed': ['FORBIDDEN_BY_WHATSAPP', 'WhatsApp does not let the phone do that.'],
};

/** One person, however he is addressed: his number where it is known, else his LID. */
export function identityOf({ pn, lid }: PageIdentity): Identity {
  const phoneNumber = pn?.replace(/@.*$/, '') ?? null;
  return { chatId: phoneNumber ?? lid ?? '', phoneNumber, lid };
}

export const inChat = <A extends { chatId: string }>({ chatId }: A): { chatId: string } => ({
  chatId: toWebChatId(chatId),
});

export const isoOf = (unixSeconds: number | null): string | null =>
  unixSeconds ? new Date(unixSeconds * 1000).toISOString() : null;

export const nothing = (): null => null;
export const none = (): null => null;
