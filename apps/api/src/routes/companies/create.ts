import { CodedError, type Company } from '@watertight/core';
import type { Store } from '@watertight/store';
import { randomInt } from 'node:crypto';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, ref } from '../../schemas/common.ts';
import { CompanyBody, companyResource, CompanyResource } from '../../schemas/company.ts';

export function createCompany(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'POST',
    url: '/api/v2/companies',
    config: { access: 'admin' },
    schema: {
      operationId: 'createCompany',
      summary: 'Create a company',
      tags: ['companies'],
      body: CompanyBody,
      response: answers({ 201: ref(CompanyResource) }, ['COMPANY_EXISTS']),
    },
    async handler({ body: { id, ...company } }, reply) {
      const made =
        id === undefined
          ? await createNamed(store, company)
          : await store.companies.create({ id, ...company });
      return reply.code(201).header('location', `/api/v2/companies/${made.id}`).send(companyResource(made));
    },
  });
}

const MAX_SLUG = 50;
const TRIES = 4;

/** Takes the slug of the name, or, when that is taken, the slug with a number. */
async function createNamed(
  store: Store,
  company: { name: string; weight?: number },
  tried = 0,
): Promise<Company> {
  const slug = slugOf(company.name);
  const id = tried === 0 ? slug : `${slug}-${randomInt(1000, 1_000_000)}`;
  try {
    return await store.companies.create({ id, ...company });
  } catch (error) {
    const isTaken = error instanceof CodedError && error.code === 'COMPANY_EXISTS';
    if (!isTaken || tried + 1 >= TRIES) throw error;
    return createNamed(store, company, tried + 1);
  }
}

/** `Café & Co.` → `cafe-co`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replaceAll(/^-+|-+$/g, '');
  return slug || 'company';
}
