import type { Client, Schema } from '@watertight/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { unwrap } from '../../session/problem.ts';

export type Contact = Schema<'Contact'>;
export type Imported = Schema<'ContactImport'>;
export type Checked = Schema<'CheckedNumber'>;

export const contactsKey = (companyId: string) => ['contacts', companyId];

/** Contacts whose name holds, or whose number begins with, what is searched for. */
export const contactsQuery = (api: Client, companyId: string, search: string) =>
  infiniteQueryOptions({
    queryKey: [...contactsKey(companyId), search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam: cursor }) =>
      unwrap(
        api.GET('/api/v2/companies/{companyId}/contacts', {
          params: {
            path: { companyId },
            query: {
              limit: 50,
              ...(search === '' ? {} : { search }),
              ...(cursor === undefined ? {} : { cursor }),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export interface ContactWish {
  phoneNumber?: string;
  name: string | null;
}

export const createContact = (api: Client, companyId: string, body: ContactWish) =>
  unwrap(api.POST('/api/v2/companies/{companyId}/contacts', { params: { path: { companyId } }, body }));

export const changeContact = (api: Client, companyId: string, contactId: string, body: ContactWish) =>
  unwrap(
    api.PATCH('/api/v2/companies/{companyId}/contacts/{contactId}', {
      params: { path: { companyId, contactId } },
      body,
    }),
  );

export const removeContact = (api: Client, companyId: string, contactId: string) =>
  unwrap(
    api.DELETE('/api/v2/companies/{companyId}/contacts/{contactId}', {
      params: { path: { companyId, contactId } },
    }),
  );

/** Sends a CSV file as it is: the API reads it, and says of each row what became of it. */
export const importCsv = (api: Client, companyId: string, csv: string): Promise<Imported> =>
  unwrap(
    api.POST('/api/v2/companies/{companyId}/contacts/import', {
      params: { path: { companyId } },
      headers: { 'content-type': 'text/csv' },
      body: csv,
      bodySerializer: (text) => text as string,
    }),
  );

export const checkNumbers = (api: Client, companyId: string, phoneNumbers: string[]) =>
  unwrap(
    api.POST('/api/v2/companies/{companyId}/contacts/check', {
      params: { path: { companyId } },
      body: { phoneNumbers },
    }),
  );
