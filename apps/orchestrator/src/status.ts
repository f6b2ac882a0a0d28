import { ERRORS, type ErrorCode } from '@watertight/core';
import type { Check, Metrics } from '@watertight/health';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SupervisorEvent } from './supervise/events.ts';
import type { Supervisor } from './supervise/supervisor.ts';

/** Ready when every child is running; the reason names those that are not. */
export const childrenCheck =
  (supervisor: Supervisor): Check =>
  () => {
    if (supervisor.isReady()) return Promise.resolve();
    const missing = supervisor.processes().filter((one) => one.state !== 'running');
    return Promise.reject(new Error(missing.map((one) => `${one.instanceId} is ${one.state}`).join(', ')));
  };

/**
 * `GET /processes` and `POST /processes/:name/{restart,drain,resume,scale}`; `:name` is a process name or an instance
 * id, for `scale` a process name.
 */
export function addProcessRoutes(app: FastifyInstance, supervisor: Supervisor): void {
  app.get('/processes', (_, reply) =>
    reply.header('cache-control', 'no-store').send({ processes: supervisor.processes() }),
  );
  type Named = FastifyRequest<{ Params: { name: string } }>;
  const command = (path: string, run: (request: Named) => object | null) =>
    app.post<{ Params: { name: string } }>(`/processes/:name/${path}`, (request, reply) => {
      // Browsers send Origin with every POST: a web page must not command what listens on its reader's machine.
      if (request.headers.origin) return problem(reply, 'FORBIDDEN', 'Not from a browser.');
      if (supervisor.isStopping) return problem(reply, 'SHUTTING_DOWN');
      const { name } = request.params;
      try {
        const begun = run(request);
        if (begun) return reply.code(202).send(begun);
      } catch (error) {
        if (error instanceof RangeError) return problem(reply, 'VALIDATION_FAILED', error.message);
        throw error;
      }
      const detail = `There is no process ${JSON.stringify(name)}; GET /processes lists them.`;
      return problem(reply, 'NOT_FOUND', detail);
    });
  const some = (key: string, ids: string[]) => (ids.length > 0 ? { [key]: ids } : null);
  command('restart', ({ params: { name } }) => some('restarting', supervisor.restart(name)));
  command('drain', ({ params: { name } }) => some('draining', supervisor.drain(name)));
  command('resume', ({ params: { name } }) => some('resuming', supervisor.resume(name)));
  command('scale', ({ params: { name }, body }) => supervisor.scale(name, instancesIn(body)));
  app.setNotFoundHandler((_, reply) => problem(reply, 'NOT_FOUND'));
}

/** @throws RangeError */
function instancesIn(body: unknown): number {
  const wanted =
    typeof body === 'object' && body !== null && 'instances' in body ? body.instances : undefined;
  if (typeof wanted !== 'number') throw new RangeError('The body should be {"instances": <number>}.');
  return wanted;
}

function problem(reply: FastifyReply, code: ErrorCode, detail: string = ERRORS[code].remedy): FastifyReply {
  const { status, title } = ERRORS[code];
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title, status, detail, code }));
}

/** Asks the supervisor how its children are at each scrape; the result counts what happens to them. */
export function childMetrics(
  metrics: Metrics,
  processes: () => ReturnType<Supervisor['processes']>,
): (event: SupervisorEvent) => void {
  const labels = ['child', 'child_instance'] as const;
  const up = metrics.gauge('child_up', '1 while the child runs and answers', labels);
  const memory = metrics.gauge('child_memory_bytes', 'Resident memory of the child alone', labels);
  const failed = metrics.gauge(
    'child_failed',
    '1 while the supervisor has given the child up for a while, after too many restarts or a faulty environment',
    labels,
  );
  const restarts = metrics.counter('child_restarts_total', 'Restarts of the child', labels);
  const events = metrics.counter('child_events_total', 'What happened to children', ['child', 'event']);

  metrics.beforeScrape(() => {
    for (const gauge of [up, memory, failed]) gauge.reset(); // what was scaled away has no series
    for (const one of processes()) {
      const child = { child: one.name, child_instance: one.instanceId };
      up.set(child, one.state === 'running' ? 1 : 0);
      failed.set(child, one.state === 'failed' ? 1 : 0);
      memory.set(child, (one.memoryMb ?? 0) * 2 ** 20);
    }
  });
  return ({ processName, instanceId, event, detail }) => {
    events.inc({ child: processName, event });
    if (event === 'started' && detail.restarts !== 0)
      restarts.inc({ child: processName, child_instance: instanceId });
  };
}
