import { CodedError, type PhoneFallback, type PhoneLimits, type PhoneMode } from '@watertight/core';
import type { Store } from '@watertight/store';
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

/**
 * What is kept of a fallback that was asked for: it is another phone of the company.
 * @throws InvalidRequest
 */
export async function assertFallback<Asked extends Pick<PhoneFallback, 'phoneIndex' | 'afterSeconds'>>(
  store: Pick<Store, 'phones'>,
  { companyId, phoneIndex }: { companyId: string; phoneIndex: number | undefined },
  asked: (Asked & { queued?: boolean | undefined }) | null | undefined,
): Promise<PhoneFallback | null | undefined> {
  if (!asked) return asked;
  const isOther =
    asked.phoneIndex !== phoneIndex && (await store.phones.get(companyId, asked.phoneIndex)) !== null;
  if (!isOther)
    throw new InvalidRequest([
      { in: 'body', path: '/fallback/phoneIndex', message: 'should be another phone of the company' },
    ]);
  return { phoneIndex: asked.phoneIndex, afterSeconds: asked.afterSeconds, queued: asked.queued ?? false };
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
