import { CodedError, type PhoneMode } from '@watertight/core';
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
