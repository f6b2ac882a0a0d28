import { CHANNELS, isGroupChat, limitsOf, type ClaimedMessage, type Outcome } from '@watertight/core';
import { REACH_AT_ONCE, type PhoneWithState, type ReachAnswer, type ReachOwner } from '@watertight/store';
import type { DeliveryDeps } from './types.ts';
import type { Windows } from './windows.ts';

/** Holds an account to how many people it may write to first within 24 hours, so that its provider need not. */
export interface ReachLimits {
  /**
   * Sends a message unless it would reach somebody beyond the limit: such a one waits, and its chat with it, until
   * there is room. Costs something for templates outside a window alone.
   */
  within(phone: PhoneWithState, message: ClaimedMessage, send: () => Promise<Outcome>): Promise<Outcome>;
}

interface Question {
  message: ClaimedMessage;
  answer(found: ReachAnswer): void;
  fail(error: unknown): void;
}

interface Asked {
  owner: ReachOwner;
  limit: number;
  questions: Question[];
}

export function createReachLimits(
  { store, log }: Pick<DeliveryDeps, 'store' | 'log'>,
  windows: Pick<Windows, 'isOpen'>,
): ReachLimits {
  /** Questions of the same moment about one account are one. */
  const asked = new Map<string, Asked>();

  const askNow = async ({ owner, limit, questions }: Asked) => {
    for (let at = 0; at < questions.length; at += REACH_AT_ONCE) {
      const some = questions.slice(at, at + REACH_AT_ONCE);
      try {
        const people = some.map(({ message: { chatId, expiresAt } }) => ({ chatId, expiresAt }));
        const answers = await store.reach.take(owner, limit, people);
        some.forEach(({ answer }, n) => answer(answers[n]!));
      } catch (error) {
        some.forEach(({ fail }) => fail(error));
      }
    }
  };

  const ask = (owner: ReachOwner, limit: number, message: ClaimedMessage): Promise<ReachAnswer> => {
    const key = `${owner.wabaId === null ? owner.phoneId : `${owner.companyId} ${owner.wabaId}`} ${limit}`;
    const open = asked.get(key);
    const now: Asked = open ?? { owner, limit, questions: [] };
    if (!open) {
      asked.set(key, now);
      setImmediate(() => {
        asked.delete(key);
        void askNow(now);
      });
    }
    return new Promise((answer, fail) => now.questions.push({ message, answer, fail }));
  };

  const answerFor = async (phone: PhoneWithState, message: ClaimedMessage, limit: number) => {
    try {
      if (await windows.isOpen(phone, message.chatId)) return null;
      return await ask(phone, limit, message);
    } catch (error) {
      // Then the provider decides.
      log.warn({ err: error, messageId: message.id }, 'reach.unreadable');
      return null;
    }
  };

  return {
    async within(phone, message, send) {
      const limit = reachOf(phone, message);
      const found = limit === null ? null : await answerFor(phone, message, limit);
      if (limit === null || found === null) return send();
      if (found.kind === 'wait') return waits(limit, found.until);
      const outcome = await send();
      if (outcome.kind === 'refused' && found.isNew)
        await store.reach
          .giveBack(phone, message.chatId)
          .catch((error: unknown) => log.warn({ err: error, messageId: message.id }, 'reach.not-given-back'));
      return outcome;
    },
  };
}

/** How many people the phone's account may write to first, where this message could be one more; else null. */
function reachOf(phone: PhoneWithState, { type, chatId }: ClaimedMessage): number | null {
  const isCounted =
    type === 'template' &&
    CHANNELS[phone.connectionType].serviceWindowHours !== null &&
    !isGroupChat(chatId) &&
    limitsOf(phone) !== null;
  return isCounted ? (phone.state.provider?.messagingLimit ?? null) : null;
}

const waits = (limit: number, until: Date): Outcome => ({
  kind: 'later',
  retryAt: until,
  scope: 'chat',
  code: 'MESSAGING_LIMIT',
  detail: `The account may write first to ${limit} people in 24 hours, and has. It is looked at again at ${until.toISOString()}.`,
});
