// Generates the Prisma client. The schema engine is not needed for that, and its download fails without a network:
// naming a harmless program in its place keeps the CLI from asking for it.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('npx', ['prisma', 'generate'], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
});
process.exit(status ?? 1);
