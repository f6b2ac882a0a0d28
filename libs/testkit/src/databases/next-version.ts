import { asAdmin } from './admin.ts';

/** What migrations of a version to come may do under the one that runs (prisma/README.md): each table gets a column. */
export function addColumnEverywhere(databaseUrl: string): Promise<void> {
  return asAdmin(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    // One after the other: together they would hold all tables at once.
    for (const { name } of rows)
      await client.query(`ALTER TABLE ${client.escapeIdentifier(name)} ADD COLUMN of_a_version_to_come TEXT`);
  });
}
