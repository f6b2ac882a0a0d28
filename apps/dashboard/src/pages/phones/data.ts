import type { Client, Schema } from '@watertight/client';
import { queryOptions } from '@tanstack/react-query';
import { ApiError, unwrap } from '../../session/problem.ts';

export type Phone = Schema<'Phone'>;
export type Bot = Schema<'Bot'>;
export type QrCode = Schema<'QrCode'>;

/** A phone as it is set up, and how it is connected. */
export interface PhoneWithBot {
  phone: Phone;
  bot: Bot | undefined;
}

export const phonesKey = (companyId: string) => ['phones', companyId];

/** Two hundred of a company's phones, the most that one page of the API holds. */
export const phonesQuery = (api: Client, companyId: string) =>
  queryOptions({
    queryKey: phonesKey(companyId),
    async queryFn({ signal }): Promise<{ phones: PhoneWithBot[]; isMore: boolean }> {
      const asked = { params: { path: { companyId }, query: { limit: 200 } }, signal };
      const [phones, bots] = await Promise.all([
        unwrap(api.GET('/api/v2/companies/{companyId}/phones', asked)),
        unwrap(api.GET('/api/v2/bots/{companyId}', asked)),
      ]);
      const botOf = new Map(bots.data.map((bot) => [bot.phoneIndex, bot]));
      return {
        phones: phones.data.map((phone) => ({ phone, bot: botOf.get(phone.phoneIndex) })),
        isMore: phones.nextCursor !== null,
      };
    },
  });

export const phoneQuery = (api: Client, companyId: string, phoneIndex: number) =>
  queryOptions({
    queryKey: [...phonesKey(companyId), phoneIndex],
    async queryFn({ signal }): Promise<{ phone: Phone; bot: Bot }> {
      const asked = { params: { path: { companyId, phoneIndex } }, signal };
      const [phone, bot] = await Promise.all([
        unwrap(api.GET('/api/v2/companies/{companyId}/phones/{phoneIndex}', asked)),
        unwrap(api.GET('/api/v2/bots/{companyId}/{phoneIndex}', asked)),
      ]);
      return { phone, bot };
    },
  });

export const qrKey = (companyId: string, phoneIndex: number) => ['qr', companyId, phoneIndex];

/** The code to scan; null while there is none. */
export const qrQuery = (api: Client, companyId: string, phoneIndex: number) =>
  queryOptions({
    queryKey: qrKey(companyId, phoneIndex),
    staleTime: 0,
    async queryFn({ signal }): Promise<QrCode | null> {
      try {
        const code = await unwrap(
          api.GET('/api/v2/bots/{companyId}/{phoneIndex}/qr', {
            params: { path: { companyId, phoneIndex } },
            headers: { accept: 'application/json' },
            signal,
          }),
        );
        return typeof code === 'string' ? null : code;
      } catch (error) {
        if (error instanceof ApiError && error.code === 'QR_NOT_AVAILABLE') return null;
        throw error;
      }
    },
    // A code that nobody scanned is followed by the next one.
    refetchInterval: ({ state: { data } }) =>
      data ? Math.max(1000, Date.parse(data.expiresAt) - Date.now() + 200) : 2000,
  });

export const CHANNEL_NAMES: Record<Phone['connectionType'], string> = {
  wwebjs: 'WhatsApp Web',
  meta: 'Cloud API',
};

/** Since when a phone is as it is. */
export const sinceOf = ({ status, connectedAt, notReadySince, updatedAt }: Bot): string =>
  (status === 'ready' ? connectedAt : notReadySince) ?? updatedAt;

export type Verb = 'start' | 'stop' | 'restart' | 'logout';

export const demand = (api: Client, companyId: string, phoneIndex: number, verb: Verb) =>
  unwrap(
    api.POST(`/api/v2/bots/{companyId}/{phoneIndex}/${verb}`, {
      params: { path: { companyId, phoneIndex } },
    }),
  );
