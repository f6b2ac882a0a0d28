import {
  CHANNELS,
  type ActionName,
  type ErrorCode,
  type Phone,
  type PhoneState,
  type Routing,
  type SendableType,
} from '@watertight/core';

export type RoutablePhone = Phone & {
  state: Pick<PhoneState, 'status'> & Partial<Pick<PhoneState, 'heardSince' | 'notReadySince'>>;
};

type Refused = { kind: 'refused'; code: ErrorCode; detail: string };
export type Routed<P = RoutablePhone> = { kind: 'phone'; phone: P } | Refused;
/** With why it is this one. */
export type RoutedSend = { kind: 'phone'; phone: RoutablePhone; routing: Routing } | Refused;

export interface SendWish {
  phoneIndex?: number | undefined;
  /** The phone that has the message which this one answers. */
  quotedIndex?: number | undefined;
  type: SendableType;
}

/**
 * Which phone of a company serves a send: the one that was named, else the one that has what it answers, else the
 * lowest connected one, else the lowest that is meant to be connected. A named phone need not be connected: the
 * message waits for it, unless a fallback serves it (see `fallbackOf`).
 */
export function route(phones: RoutablePhone[], wish: SendWish): RoutedSend {
  const index = wish.phoneIndex ?? wish.quotedIndex;
  const phone = index === undefined ? defaultPhone(phones) : byIndex(phones, index);
  if (!phone) return nothingServes(index);
  const { sends } = CHANNELS[phone.connectionType];
  if (sends.includes(wish.type)) return { kind: 'phone', phone, routing: { routedBy: whyOf(phone, wish) } };
  return {
    kind: 'refused',
    code: 'UNSUPPORTED_ON_CHANNEL',
    detail: `Phone ${phone.phoneIndex} (${phone.connectionType}) cannot send ${wish.type}; it sends ${sends.join(', ')}.`,
  };
}

/**
 * Which phone of a company is asked to do something now: the one that was named, else the one that the chat was
 * last on, else the lowest connected one whose channel can do it, else as `route`. Whether it can do it at the
 * moment is its own to say.
 */
export function routeAction<P extends RoutablePhone>(
  phones: P[],
  wish: { action: ActionName; phoneIndex?: number | undefined; lastIndex?: number | undefined },
): Routed<P> {
  const last = wish.lastIndex === undefined ? undefined : byIndex(phones, wish.lastIndex);
  const phone =
    wish.phoneIndex === undefined
      ? (last ?? lowestAble(phones, wish.action) ?? defaultPhone(phones))
      : byIndex(phones, wish.phoneIndex);
  return phone ? { kind: 'phone', phone } : nothingServes(wish.phoneIndex);
}

function whyOf(phone: RoutablePhone, { phoneIndex, quotedIndex }: SendWish): Routing['routedBy'] {
  if (phoneIndex !== undefined) return 'named';
  if (quotedIndex !== undefined) return 'quoted';
  return phone.state.status === 'ready' ? 'ready' : 'first';
}

/** A fallback that serves a phone's messages now. */
export interface Diverting<P> {
  phone: P;
  /** Since when the other is not ready. */
  since: Date;
  /** What waits already goes the same way. */
  queued: boolean;
}

/** The phone that serves messages for this one now: it names a fallback, was not ready for long enough, and that is. */
export function fallbackOf<P extends RoutablePhone>(phones: P[], phone: P, now: Date): Diverting<P> | null {
  const { fallback, state } = phone;
  const since = state.notReadySince;
  if (!fallback || state.status === 'ready' || !since) return null;
  if (now.getTime() - since.getTime() < fallback.afterSeconds * 1000) return null;
  const other = byIndex(phones, fallback.phoneIndex);
  if (!other || other.phoneId === phone.phoneId || other.state.status !== 'ready') return null;
  return { phone: other, since, queued: fallback.queued };
}

/** A person's number, and no group or id of one account: these can be written to from any phone. */
const isNumber = (chatId: string) => /^[0-9]+$/.test(chatId);

/** What a fallback can carry of what was meant for another phone: nothing that belongs to a message or group of that. */
export const canDivert = (
  { type, chatId, answers }: { type: SendableType; chatId: string; answers: boolean },
  to: Pick<Phone, 'connectionType'>,
): boolean =>
  !answers && type !== 'reaction' && isNumber(chatId) && CHANNELS[to.connectionType].sends.includes(type);

const byIndex = <P extends RoutablePhone>(phones: P[], index: number) =>
  phones.find((phone) => phone.phoneIndex === index);

const lowestAble = <P extends RoutablePhone>(phones: P[], action: ActionName): P | undefined =>
  [...phones]
    .sort((a, b) => a.phoneIndex - b.phoneIndex)
    .find(
      ({ state, connectionType }) =>
        state.status === 'ready' && CHANNELS[connectionType].actions.includes(action),
    );

function defaultPhone<P extends RoutablePhone>(phones: P[]): P | undefined {
  const lowest = [...phones].sort((a, b) => a.phoneIndex - b.phoneIndex);
  return (
    lowest.find((phone) => phone.state.status === 'ready') ??
    lowest.find((phone) => phone.desiredState === 'start') ??
    lowest[0]
  );
}

function nothingServes(phoneIndex: number | undefined): Refused {
  return phoneIndex === undefined
    ? { kind: 'refused', code: 'NO_PHONE', detail: 'The company has no phone to send with.' }
    : { kind: 'refused', code: 'PHONE_NOT_FOUND', detail: `The company has no phone ${phoneIndex}.` };
}
