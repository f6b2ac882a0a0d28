// Starts a store and says so; a test kills this process, or lets it wait. `node holder.ts postgres|redis <dir>`
import { startPostgres, startRedis } from '../src/index.ts';

const [kind, dir = ''] = process.argv.slice(2);
const server =
  kind === 'postgres' ? await startPostgres({ dataDir: dir, durable: false }) : await startRedis({ dir });
console.log(
  JSON.stringify({ url: server.url(), pid: server.pid, port: server.port, adopted: server.adopted }),
);
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
