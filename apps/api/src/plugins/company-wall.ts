import type { Store } from '@watertight/store';
import fp from 'fastify-plugin';
import type { ServerResponse } from 'node:http';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who sets the wall: the plugin around the whole request (when absent), or what the handler calls, around the little
     * that it asks as the company. That is for routes of which thousands a second come.
     */
    companyWall?: 'by-callee';
  }
}

/**
 * What a company's key or employee asks for is asked of the database as that company. After the body was read: parsers
 * go on in contexts of their own.
 */
export const companyWallPlugin = fp<{ store: Pick<Store, 'asCompany'> }>(async (app, { store }) => {
  app.addHook('preHandler', (request, reply, done) => {
    const { caller } = request;
    if (caller === null || caller.kind === 'admin' || request.routeOptions.config.companyWall) return done();
    void store.asCompany(caller.companyId, () => {
      done();
      return over(reply.raw);
    });
  });
});

const over = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => void response.once('close', resolve));
