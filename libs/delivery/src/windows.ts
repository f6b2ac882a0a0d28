import {
  CHANNELS,
  isHeldToWindow,
  windowClosed,
  type Clock,
  type WindowQuestion,
  type Phone,
} from '@watertight/core';
import type { Store } from '@watertight/store';

/** A window that is open stays open until it closes: so long it need not be looked at again. */
const MAX_REMEMBERED = 100_000;

export interface Windows {
  /**
   * Why a message must not go to this person now; null when it may, or nobody here can know.
   * @throws CodedError STORE_UNAVAILABLE
   */
  refusal(question: WindowQuestion & { phone: Pick<Phone, 'phoneId' | 'companyId'> }): Promise<string | null>;
  /**
   * Whether this person can be written to freely now, as far as we know.
   * @throws CodedError STORE_UNAVAILABLE
   */
  isOpen(phone: Pick<Phone, 'phoneId' | 'companyId' | 'connectionType'>, chatId: string): Promise<boolean>;
}

interface Wanted {
  phoneId: string;
  companyId: string;
  chatId: string;
}

/**
 * Holds messages to the windows in which people can be written to. Questions of the same moment are one query, and a
 * person whose window is open is asked for once.
 */
export function createWindows({
  store,
  clock,
}: {
  store: { chats: Pick<Store['chats'], 'windowsOf'> };
  clock: Clock;
}): Windows {
  const open = new Map<string, number>();
  const lookUp = together(async (wanted: Wanted[], hours: number) => store.chats.windowsOf(wanted, hours));

  const remember = (key: string, untilMs: number) => {
    open.delete(key);
    open.set(key, untilMs);
    const oldest = open.keys().next();
    if (open.size > MAX_REMEMBERED && !oldest.done) open.delete(oldest.value);
  };

  /** Null: it is open. */
  const closedSince = async (
    phone: Pick<Phone, 'phoneId' | 'companyId'>,
    chatId: string,
    hours: number,
  ): Promise<{ until: Date | null } | null> => {
    const now = clock.now();
    const key = `${phone.phoneId} ${chatId}`;
    if ((open.get(key) ?? 0) > now.getTime()) return null;
    const until = await lookUp({ phoneId: phone.phoneId, companyId: phone.companyId, chatId }, hours);
    if (until === null || until <= now) return { until };
    remember(key, until.getTime());
    return null;
  };

  return {
    async refusal(question) {
      const { phone, chatId } = question;
      const hours = CHANNELS[phone.connectionType].serviceWindowHours;
      if (hours === null || !isHeldToWindow(question, clock.now())) return null;
      const closed = await closedSince(phone, chatId, hours);
      return closed && windowClosed(closed.until);
    },
    async isOpen(phone, chatId) {
      const hours = CHANNELS[phone.connectionType].serviceWindowHours;
      return hours === null || (await closedSince(phone, chatId, hours)) === null;
    },
  };
}

/** Lookups of the same moment become one. All channels that have windows have them of one length. */
function together(read: (wanted: Wanted[], hours: number) => Promise<(Date | null)[]>) {
  let asked: { wanted: Wanted[]; found: Promise<(Date | null)[]> } | undefined;
  return async (one: Wanted, hours: number): Promise<Date | null> => {
    if (!asked) {
      const wanted: Wanted[] = [];
      const found = Promise.resolve().then(() => {
        asked = undefined;
        return read(wanted, hours);
      });
      asked = { wanted, found };
    }
    const { wanted, found } = asked;
    const index = wanted.push(one) - 1;
    return (await found)[index] ?? null;
  };
}
