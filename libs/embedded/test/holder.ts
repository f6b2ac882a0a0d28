// Starts a store and says so; a test kills this process, or lets it wait. `node holder.ts postgres|redis <dir>`
import { startPostgres, startRedis } from '../src/index.ts';

const [kind, dir = ''] = process.argv.slice(2);
const server =
  kind === 'postgres' ? await startPostgres({ dataDir: dir, durable: false }) : await startRedis({ dir });
const { pid, port, adopted } = server;
process.stdout.write(`${JSON.stringify({ url: server.url(), pid, port, adopted })}\n`);
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
