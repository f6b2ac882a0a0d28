import type { Client, Schema } from '@watertight/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { unwrap } from '../../session/problem.ts';

export type Employee = Schema<'Employee'>;
export type Role = Employee['role'];
export type EmployeeChange = Partial<Pick<Employee, 'email' | 'name' | 'role' | 'disabled'>> & {
  password?: string;
};

const PAGE = 100;

/** What a role may do, in words. */
export const ROLES: readonly { role: Role; about: string }[] = [
  { role: 'viewer', about: 'Reads messages and chats; sends nothing' },
  { role: 'agent', about: 'Reads and answers, and keeps contacts' },
  { role: 'admin', about: 'Everything of this company: phones, webhooks, keys, employees' },
];

export const employeesKey = (companyId: string) => ['employees', companyId];

export const employeesQuery = (api: Client, companyId: string) =>
  infiniteQueryOptions({
    queryKey: employeesKey(companyId),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v2/companies/{companyId}/employees', {
          params: {
            path: { companyId },
            query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const path = (companyId: string, employeeId: string) => ({ params: { path: { companyId, employeeId } } });

/** @throws ApiError */
export const createEmployee = (
  api: Client,
  companyId: string,
  body: { email: string; name: string; role: Role; password: string },
) => unwrap(api.POST('/api/v2/companies/{companyId}/employees', { params: { path: { companyId } }, body }));

/** @throws ApiError */
export const changeEmployee = (api: Client, { companyId, id }: Employee, body: EmployeeChange) =>
  unwrap(api.PATCH('/api/v2/companies/{companyId}/employees/{employeeId}', { ...path(companyId, id), body }));

/** @throws ApiError */
export const removeEmployee = (api: Client, { companyId, id }: Employee) =>
  unwrap(api.DELETE('/api/v2/companies/{companyId}/employees/{employeeId}', path(companyId, id)));

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Sixteen characters that can be read out on the telephone: 79 bits. */
export function newPassword(): string {
  const picked: string[] = [];
  // Bytes beyond the last whole round would make some characters likelier than others.
  const most = 256 - (256 % LETTERS.length);
  while (picked.length < 16)
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < most && picked.length < 16) picked.push(LETTERS.charAt(byte % LETTERS.length));
  return [0, 4, 8, 12].map((at) => picked.slice(at, at + 4).join('')).join('-');
}
