import { CHANNELS } from './channel.ts';
import { isGroupChat, type ChatId } from './chat.ts';
import type { SendableType } from './message.ts';
import type { Phone, PhoneState } from './phone.ts';

const HOUR_MS = 3_600_000;

/** When the window closes that a person opens by writing at `at`; null on channels that know none. */
export function windowOpenedAt(phone: Pick<Phone, 'connectionType'>, at: Date): Date | null {
  const hours = CHANNELS[phone.connectionType].serviceWindowHours;
  return hours === null ? null : new Date(at.getTime() + hours * HOUR_MS);
}

/** What decides whether a message is held to the window. */
export interface WindowQuestion {
  phone: Pick<Phone, 'connectionType' | 'mode' | 'limits'> & {
    state?: Partial<Pick<PhoneState, 'heardSince'>>;
  };
  type: SendableType;
  chatId: ChatId;
  /** The message is to be sent nevertheless. */
  ignoreWindow?: boolean | undefined;
}

/**
 * Whether a message may only go while the person's window is open, and we can know that it is closed: we have heard
 * what came to the phone for as long as a window lasts. `limits.serviceWindow: true` takes that for granted, also in
 * the sandbox; `false`, and `limits.enabled: false`, leave it to the provider. Templates go at any time, and groups have
 * no window of one person.
 */
export function isHeldToWindow({ phone, type, chatId, ignoreWindow }: WindowQuestion, now: Date): boolean {
  const hours = CHANNELS[phone.connectionType].serviceWindowHours;
  if (hours === null || ignoreWindow || type === 'template' || isGroupChat(chatId)) return false;
  const { serviceWindow, enabled } = phone.limits ?? {};
  if (serviceWindow !== undefined) return serviceWindow;
  if (enabled === false || phone.mode === 'sandbox') return false;
  const since = phone.state?.heardSince ?? null;
  return since !== null && now.getTime() - since.getTime() >= hours * HOUR_MS;
}

/** Why a message is refused whose window closed at `until`; null when the person has never written. */
export const windowClosed = (until: Date | null): string =>
  (until === null
    ? 'The person has not written to this phone within 24 hours'
    : `The window to answer the person closed at ${until.toISOString()}`) +
  ': only a template can be sent until he or she writes.';
