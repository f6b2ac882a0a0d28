import { CHANNELS, type ErrorCode, type Phone, type PhoneState, type SendableType } from '@watertight/core';

export type RoutablePhone = Phone & { state: Pick<PhoneState, 'status'> };

export type Routed =
  { kind: 'phone'; phone: RoutablePhone } | { kind: 'refused'; code: ErrorCode; detail: string };

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

const byIndex = (phones: RoutablePhone[], index: number) =>
  phones.find((phone) => phone.phoneIndex === index);

function defaultPhone(phones: RoutablePhone[]): RoutablePhone | undefined {
  const lowest = [...phones].sort((a, b) => a.phoneIndex - b.phoneIndex);
  return (
    lowest.find((phone) => phone.state.status === 'ready') ??
    lowest.find((phone) => phone.desiredState === 'start') ??
    lowest[0]
  );
}

function nothingServes(phoneIndex: number | undefined): Routed {
  return phoneIndex === undefined
    ? { kind: 'refused', code: 'NO_PHONE', detail: 'The company has no phone to send with.' }
    : { kind: 'refused', code: 'PHONE_NOT_FOUND', detail: `The company has no phone ${phoneIndex}.` };
}
