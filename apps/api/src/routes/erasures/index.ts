import { CodedError } from '@watertight/core';
import type { App } from '../../http/app.ts';
import { pageAs, pageBelow, throwAbsent } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ID_CURSOR, pageOf, pageQuery, ref } from '../../schemas/common.ts';
import {
  CompanyErasureParams,
  ErasureParams,
  erasureResource,
  ErasureResource,
} from '../../schemas/erasure.ts';
import { Type } from 'typebox';

const Query = Type.Object(pageQuery(ID_CURSOR), { additionalProperties: false });

/** Erasures: a company's for its administrators, all for the admin key, also of companies that are gone. */
export function erasureRoutes(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/erasures',
    config: { access: 'admin' },
    schema: {
      operationId: 'listErasures',
      summary: 'List erasures of people and companies, the newest first',
      tags: ['erasures'],
      querystring: Query,
      response: answers({ 200: pageOf(ref(ErasureResource)) }),
    },
    async handler({ query }) {
      return pageAs(await store.erasures.list(undefined, query), erasureResource);
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v2/erasures/:erasureId',
    config: { access: 'admin' },
    schema: {
      operationId: 'readErasure',
      summary: 'How far an erasure has come',
      tags: ['erasures'],
      params: ErasureParams,
      response: answers({ 200: ref(ErasureResource) }, ['ERASURE_NOT_FOUND']),
    },
    async handler({ params: { erasureId } }) {
      const erasure = await store.erasures.get(erasureId);
      if (!erasure) throw new CodedError('ERASURE_NOT_FOUND');
      return erasureResource(erasure);
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v2/companies/:companyId/erasures',
    config: { access: 'company:admin' },
    schema: {
      operationId: 'listCompanyErasures',
      summary: 'List erasures of people’s data, the newest first',
      tags: ['erasures'],
      params: CompanyParams,
      querystring: Query,
      response: answers({ 200: pageOf(ref(ErasureResource)) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query }) {
      return pageAs(
        await pageBelow(store, companyId, await store.erasures.list(companyId, query)),
        erasureResource,
      );
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v2/companies/:companyId/erasures/:erasureId',
    config: { access: 'company:admin' },
    schema: {
      operationId: 'readCompanyErasure',
      summary: 'How far the erasure of a person’s data has come',
      tags: ['erasures'],
      params: CompanyErasureParams,
      response: answers({ 200: ref(ErasureResource) }, ['COMPANY_NOT_FOUND', 'ERASURE_NOT_FOUND']),
    },
    async handler({ params: { companyId, erasureId } }) {
      const erasure = await store.erasures.get(erasureId, companyId);
      return erasure ? erasureResource(erasure) : throwAbsent(store, companyId, 'ERASURE_NOT_FOUND');
    },
  });
}
