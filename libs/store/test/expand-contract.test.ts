import { readMigrations } from '@watertight/store';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

// The version before runs while a migration is applied and after it: see prisma/README.md.

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations');
/** From here on the rule holds: what is older was never released. */
const SINCE = '20261127000000';
/** Written to all the time: an index on one of these is built beside it, not in a migration's transaction. */
const BUSY = 'messages|message_events|message_attempts|webhook_deliveries|inbound_journal|idempotency_keys';

const RULES: [what: string, pattern: RegExp][] = [
  ['drops a column that the version before reads', /\bDROP\s+COLUMN\b/i],
  ['drops a table that the version before reads', /\bDROP\s+(TABLE|VIEW)\b/i],
  ['renames what the version before knows by its old name', /\bRENAME\s+(TO|COLUMN|CONSTRAINT)\b/i],
  ['changes a type under the version before', /\bALTER\s+(COLUMN\s+)?"?\w+"?\s+(SET\s+DATA\s+)?TYPE\b/i],
  ['asks of the version before what it does not write', /\bSET\s+NOT\s+NULL\b/i],
  [
    'adds a column that the version before does not fill',
    /\bADD\s+COLUMN\b(?![^,;]*\bDEFAULT\b)[^,;]*\bNOT\s+NULL\b/i,
  ],
  [
    'locks a busy table while an index is built',
    new RegExp(`\\bCREATE\\s+(UNIQUE\\s+)?INDEX\\b[^;]*\\bON\\s+"?(${BUSY})"?\\b`, 'i'),
  ],
];

/** `-- contract: <why>` marks what only takes away what no running version uses any more. */
const CONTRACT = /^-- contract: \S.{20,}/m;

const withoutComments = (sql: string): string => sql.replaceAll(/--.*$/gm, '');

const faultsOf = (sql: string): string[] =>
  CONTRACT.test(sql)
    ? []
    : RULES.filter(([, pattern]) => pattern.test(withoutComments(sql))).map(([what]) => what);

describe('a migration', () => {
  it('is safe while the version before runs, or says why it may take something away', async () => {
    const held = (await readMigrations(MIGRATIONS)).filter(({ name }) => name >= SINCE);
    expect(held.length).toBeGreaterThan(0);
    for (const { name, sql } of held) expect([name, faultsOf(sql)]).toEqual([name, []]);
  });

  it.each([
    'ALTER TABLE "chats" DROP COLUMN "name"',
    'DROP TABLE chats',
    'ALTER TABLE chats RENAME COLUMN name TO title',
    'ALTER TABLE chats ALTER COLUMN name TYPE int',
    'ALTER TABLE chats ALTER COLUMN name SET NOT NULL',
    'ALTER TABLE chats ADD COLUMN colour TEXT NOT NULL',
    'CREATE INDEX i ON "messages" (status)',
  ])('is found out with %s', (sql) => {
    expect(faultsOf(sql)).toHaveLength(1);
    expect(faultsOf(`-- contract: nothing has read this since version 2.0\n${sql}`)).toEqual([]);
  });

  it.each([
    'ALTER TABLE chats ADD COLUMN colour TEXT',
    `ALTER TABLE chats ADD COLUMN colour TEXT NOT NULL DEFAULT 'red', ADD COLUMN size INT`,
    '-- no DROP COLUMN here\nCREATE INDEX i ON chats (name)',
  ])('may say %s', (sql) => expect(faultsOf(sql)).toEqual([]));
});
