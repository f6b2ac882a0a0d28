import type { Store } from '@watertight/store';
import fp from 'fastify-plugin';

/**
 * What a company's key or employee asks for is asked of the database as that company. After the body was read: parsers
 * go on in contexts of their own.
 */
export const companyWallPlugin = fp<{ store: Pick<Store, 'asCompany'> }>(async (app, { store }) => {
  app.addHook('preHandler', (request, _reply, done) => {
    const { caller } = request;
    if (caller === null || caller.kind === 'admin') done();
    else store.asCompany(caller.companyId, done);
  });
});
