import { CodedError } from '@watertight/core';
import { EgressError } from '@watertight/service';
import type { ApiDeps } from '../../deps.ts';
import { InvalidRequest } from '../../http/validation.ts';

/**
 * Whether a webhook may have this URL. A name that is not known yet may: it is looked at again at each delivery.
 * @throws InvalidRequest
 * @throws CodedError EGRESS_DENIED
 */
export async function assertUrl({ egress }: Pick<ApiDeps, 'egress'>, url: string): Promise<void> {
  try {
    await egress.check(url);
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    if (error.reason === 'invalid-url')
      throw new InvalidRequest([{ in: 'body', path: '/url', message: error.message }]);
    if (error.reason === 'denied') throw new CodedError('EGRESS_DENIED');
  }
}
