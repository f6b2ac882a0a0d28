import { openHome } from './home.ts';
import { live, type Life } from './life.ts';
import { applyMigrations } from './migrations.ts';
import { openPostgres } from './stores.ts';

async function main(life: Life): Promise<number> {
  const { terminal } = life;
  const { url } = await openPostgres(life, openHome(process.env), process.env['DATABASE_URL']?.trim());
  const { applied } = await applyMigrations(url);
  for (const name of applied) terminal.say(`applied ${name}`);
  terminal.say(
    applied.length > 0 ? `${applied.length} migrations applied` : 'all migrations are applied already',
  );
  return 0;
}

await live(main);
