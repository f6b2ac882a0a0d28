import { asAdmin } from './admin.ts';

/** Where in a whole database one of these texts stands, whatever the column: `table.column`, sorted. */
export function whereIs(databaseUrl: string, ...texts: string[]): Promise<string[]> {
  return asAdmin(databaseUrl, async (client) => {
    const { rows } = await client.query<{ t: string; c: string; d: string }>(
      `SELECT c.table_name AS t, c.column_name AS c, c.data_type AS d FROM information_schema.columns c
        JOIN pg_tables p ON p.tablename = c.table_name AND p.schemaname = 'public' WHERE c.table_schema = 'public'`,
    );
    const found: string[] = [];
    for (const { t, c, d } of rows) {
      const column = client.escapeIdentifier(c);
      const value = d === 'bytea' ? `encode(${column}, 'escape')` : `${column}::text`;
      const hits = await client.query(
        `SELECT 1 FROM ${client.escapeIdentifier(t)}
          WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) n WHERE position(n IN ${value}) > 0) LIMIT 1`,
        [texts],
      );
      if (hits.rowCount) found.push(`${t}.${c}`);
    }
    return found.sort();
  });
}
