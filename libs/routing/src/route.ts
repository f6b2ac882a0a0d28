import {
  CHANNELS,
  type ActionName,
  type ErrorCode,
  type Phone,
  type PhoneState,
  type SendableType,
} from '@watertight/core';

export type RoutablePhone = Phone & {
  state: Pick<PhoneState, 'status'> & Partial<Pick<PhoneState, 'heardSince'>>;
};

export type Routed<P = RoutablePhone> =
  { kind: 'phone'; phone: P } | { kind: 'refused'; code: ErrorCode; detail: string };

/**
 * Which phone of a company serves a send: the one that was named, else the lowest connected one, else the lowest
 * that is meant to be connected. A named phone need not be connected: the message waits for it.
 */
export function route(
  phones: RoutablePhone[],
  wish: { phoneIndex?: number | undefined; type: SendableType },
): Routed {
  const phone = wish.phoneIndex === undefined ? defaultPhone(phones) : byIndex(phones, wish.phoneIndex);
  if (!phone) return nothingServes(wish.phoneIndex);
  const { sends } = CHANNELS[phone.connectionType];
  if (sends.includes(wish.type)) return { kind: 'phone', phone };
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

function nothingServes(phoneIndex: number | undefined): Routed & { kind: 'refused' } {
  return phoneIndex === undefined
    ? { kind: 'refused', code: 'NO_PHONE', detail: 'The company has no phone to send with.' }
    : { kind: 'refused', code: 'PHONE_NOT_FOUND', detail: `The company has no phone ${phoneIndex}.` };
}
