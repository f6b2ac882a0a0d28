import { CodedError, type ErrorCode, type Page } from '@watertight/core';
import type { Store } from '@watertight/store';

/**
 * For what was not found below a company: says COMPANY_NOT_FOUND when it is the company that is not there (the
 * admin key may name any), else `code`.
 * @throws CodedError always
 */
export async function throwAbsent(
  store: Pick<Store, 'companies'>,
  companyId: string,
  code: ErrorCode,
  detail?: string,
): Promise<never> {
  await assertCompany(store, companyId);
  throw new CodedError(code, detail);
}

/** An empty page of a company that is not there is no page. @throws CodedError COMPANY_NOT_FOUND */
export async function pageBelow<T>(
  store: Pick<Store, 'companies'>,
  companyId: string,
  page: Page<T>,
): Promise<Page<T>> {
  if (page.data.length === 0) await assertCompany(store, companyId);
  return page;
}

/** A page of what is kept as a page of what is shown. */
export const pageAs = <T, R>({ data, nextCursor }: Page<T>, resourceOf: (item: T) => R): Page<R> => ({
  data: data.map((item) => resourceOf(item)),
  nextCursor,
});

/** @throws CodedError COMPANY_NOT_FOUND */
export async function assertCompany(store: Pick<Store, 'companies'>, companyId: string): Promise<void> {
  if (!(await store.companies.get(companyId))) throw new CodedError('COMPANY_NOT_FOUND');
}
