import { CodedError } from '@watertight/core';
import { createCache } from '@watertight/routing';
import type { PhoneWithState } from '@watertight/store';
import type { FastifyRequest } from 'fastify';
import type { ApiDeps } from '../deps.ts';
import { unknownObject } from './errors.ts';

/** The bound of how long a change of a phone may go unnoticed here. */
const TTL_MS = 1000;
const MAX_NUMBERS = 10_000;

/** The phones that paths name by `phoneNumberId`. */
export interface Numbers {
  /**
   * A company's key finds its own phones alone.
   * @throws GraphFault that of an object which is not there, CodedError STORE_UNAVAILABLE
   */
  phoneOf(request: FastifyRequest, phoneNumberId: string): Promise<PhoneWithState>;
}

export function createNumbers({ store, clock }: Pick<ApiDeps, 'store' | 'clock'>): Numbers {
  const known = createCache<PhoneWithState>({
    async load(phoneNumberId) {
      const phone = await store.phones.byNumberId(phoneNumberId);
      if (!phone) throw new CodedError('PHONE_NOT_FOUND'); // a load that failed is not kept
      return phone;
    },
    ttlMs: TTL_MS,
    maxEntries: MAX_NUMBERS,
    clock,
  });

  const find = async (phoneNumberId: string): Promise<PhoneWithState | null> => {
    try {
      return await known.get(phoneNumberId);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'PHONE_NOT_FOUND') return null;
      throw error;
    }
  };

  return {
    async phoneOf(request, phoneNumberId) {
      const phone = await find(phoneNumberId);
      const own = companyOf(request);
      if (!phone || (own !== null && own !== phone.companyId))
        throw unknownObject(request.method, phoneNumberId);
      return phone;
    },
  };
}

/** Whose things the caller may see; null for everybody's. */
export function companyOf({ caller }: Pick<FastifyRequest, 'caller'>): string | null {
  return caller && 'companyId' in caller ? caller.companyId : null;
}
