import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openHome } from './home.ts';
import { live, type Life } from './life.ts';
import { applyMigrations } from './migrations.ts';
import { runTargets } from './nx.ts';
import { ROOT } from './root.ts';
import { openPostgres } from './stores.ts';

/** The store cannot be loaded without it; for applying migrations an old one does. */
const CLIENT = join(ROOT, 'libs/store/src/generated/client.ts');

async function main(life: Life): Promise<number> {
  const { terminal, stop } = life;
  const { url } = await openPostgres(life, openHome(process.env), process.env['DATABASE_URL']?.trim());
  if (!existsSync(CLIENT)) {
    await terminal.step('Generating the Prisma client', async (say) => {
      await runTargets({ args: ['run-many', '-t', 'generate'], signal: stop, say });
      return { value: undefined, end: 'done' };
    });
  }
  const { applied } = await applyMigrations(url);
  for (const name of applied) terminal.say(`applied ${name}`);
  terminal.say(
    applied.length > 0 ? `${applied.length} migrations applied` : 'all migrations are applied already',
  );
  return 0;
}

await live(main);
