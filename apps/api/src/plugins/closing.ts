import type { FastifyReply } from 'fastify';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyInstance {
    /** Aborted when the app begins to close. */
    closing: AbortSignal;
  }
}

/**
 * Lets held answers go when the app closes: what they wait for is committed, and they would keep it open. Answers
 * given from then on end their connection, which would else stay open, idle, as long as its caller likes.
 */
export const closingPlugin = fp(async (app) => {
  const closing = new AbortController();
  app.decorate('closing', closing.signal);
  app.addHook('preClose', async () => closing.abort());
  app.addHook('onSend', async (_request, reply, payload) => {
    if (closing.signal.aborted) reply.header('connection', 'close');
    return payload;
  });
});

/** Aborted when the caller is gone, or when the app begins to close. */
export function untilGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  if (reply.raw.destroyed) gone.abort();
  else reply.raw.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, reply.server.closing]);
}
