import { CodedError, type PhoneLimits, type PhoneMode } from '@watertight/core';
import { InvalidRequest } from '../../http/validation.ts';

/** @throws CodedError SANDBOX_DISABLED */
export function assertMode(mode: PhoneMode | undefined, isSandboxAllowed: boolean): void {
  if (mode === 'sandbox' && !isSandboxAllowed) throw new CodedError('SANDBOX_DISABLED');
}

export const metaRequired = () =>
  new InvalidRequest([
    {
      in: 'body',
      path: '/meta',
      message: 'is required for connectionType meta, with phoneNumberId and accessToken',
    },
  ]);

/** Pacing by a time zone that nobody knows would stop the phone. */
export function assertTimezone(limits: PhoneLimits | null | undefined): void {
  if (limits?.timezone === undefined || isTimezone(limits.timezone)) return;
  throw new InvalidRequest([
    { in: 'body', path: '/limits/timezone', message: 'should be an IANA time zone such as Europe/Berlin' },
  ]);
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
