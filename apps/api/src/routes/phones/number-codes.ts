import type { ErrorCode } from '@watertight/core';
import { ACTION_CODES } from '../../http/performer.ts';

/** What may become of a question to Meta about a number. */
export const NUMBER_CODES: readonly ErrorCode[] = [
  ...ACTION_CODES.filter((code) => code !== 'NO_PHONE'),
  'TOKEN_REFUSED',
  'RATE_LIMITED',
  'FORBIDDEN_BY_WHATSAPP',
  'REFUSED_BY_WHATSAPP',
];
