import { join } from 'node:path';
import { ready, startNode } from '@watertight/chaos';
import { freePorts } from '@watertight/e2e';
import { TEXT } from '../company.ts';
import { load } from '../load/load.ts';
import { WARM_UP_MS } from '../scenarios/warm-up.ts';
import type { Ceiling } from './ceilings.ts';

const CONNECTIONS = 100;

/** Requests that a Fastify takes which does nothing with them, from the same load generator. */
export const bareFastify: Ceiling = {
  name: 'bare Fastify',
  async measure({ home, signal }, seconds) {
    const [port] = (await freePorts(1)) as [number];
    const server = startNode({
      file: join(import.meta.dirname, 'fastify.ts'),
      args: [String(port)],
      env: { NODE_OPTIONS: '--import=tsx', NODE_ENV: 'production' },
      logFile: join(home, 'logs', 'bare-fastify.log'),
    });
    try {
      await ready(`http://127.0.0.1:${port}/health`, signal);
      const result = await load(
        {
          port,
          connections: CONNECTIONS,
          method: 'POST',
          requests: [
            { path: '/api/v2/messages/text/bench/60100000000', body: JSON.stringify({ message: TEXT }) },
          ],
          headers: { 'x-api-key': 'x'.repeat(50), 'content-type': 'application/json' },
          expect: 202,
          warmUpMs: WARM_UP_MS,
          measureMs: seconds * 1000,
        },
        signal,
      );
      return { name: this.name, unit: '/s', value: result.answered / result.seconds };
    } finally {
      await server.end();
    }
  },
};
