import { CodedError } from '@watertight/core';
import fp from 'fastify-plugin';
import { sendProblem } from './problems.ts';

/** Says 404 for a path that nobody has, or whose route finds nothing there, and 405 for one that takes other methods. */
export const notFoundPlugin = fp(async (app) => {
  const methods = new Map<string, { path: RegExp; methods: Set<string> }>();

  app.addHook('onRoute', ({ url, method }) => {
    const entry = methods.get(url) ?? { path: pathPattern(url), methods: new Set() };
    for (const one of [method].flat()) entry.methods.add(one);
    methods.set(url, entry);
  });

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const matching = [...methods.values()].filter((entry) => entry.path.test(path));
    const allowed = [...new Set(matching.flatMap((entry) => [...entry.methods]))];
    if (allowed.length === 0 || allowed.includes(request.method))
      return sendProblem(request, reply, new CodedError('NOT_FOUND'));
    reply.header('allow', allowed.join(', '));
    const detail = `${request.method} is not taken here; ${allowed.join(', ')} is.`;
    return sendProblem(request, reply, new CodedError('METHOD_NOT_ALLOWED', detail));
  });
});

/** A route's template as a pattern for whole paths. */
function pathPattern(url: string): RegExp {
  const escaped = url.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/:[A-Za-z]+/g, '[^/]+').replaceAll('*', '.*')}$`);
}
