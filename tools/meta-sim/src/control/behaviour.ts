import type { FastifyInstance } from 'fastify';
import { BehaviourPatch, type BehaviourStore } from '../behaviour.ts';
import { complain } from './sentences.ts';

export function behaviourRoutes(app: FastifyInstance, behaviour: BehaviourStore): void {
  app.get('/behaviour', (_request, reply) => reply.send(behaviour.current));
  app.put<{ Body: BehaviourPatch }>('/behaviour', { schema: { body: BehaviourPatch } }, (request, reply) => {
    const problem = behaviour.patch(request.body);
    return problem ? complain(reply, 400, problem) : reply.send(behaviour.current);
  });
  app.delete('/behaviour', (_request, reply) => {
    behaviour.reset();
    return reply.send(behaviour.current);
  });
}
