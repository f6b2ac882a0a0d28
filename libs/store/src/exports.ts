import type { Db } from './db.ts';
import { FILES_OF } from './erasures/files.ts';

/** One thing of an export, and from where an export that was cut off after it goes on. */
export interface ExportRecord {
  /** The table, in the words of the API: `contacts`, `messages`, … */
  record: string;
  after: ExportPlace;
  /** The row, without secrets; of a message its timeline too. */
  data: Record<string, unknown>;
  /** Of a person's message, rows of the files that it names and that are there. */
  files: Record<string, unknown>[];
}

/** Which section, and the key of its last row. */
export interface ExportPlace {
  section: number;
  key: string[];
}

export interface Exports {
  /**
   * The next records of all that a company has, or of what it has of a person by the given spellings, and where the page
   * after these begins; null when there is none. A page may be empty although more follows. It is no picture of one
   * moment: what changes meanwhile is in it as it is when its page is read.
   */
  page(
    of: { companyId: string; spellings: readonly string[] | null },
    from: ExportPlace,
  ): Promise<{ records: ExportRecord[]; next: ExportPlace | null }>;
  /** Whether a place that a caller gives is one of such an export. */
  isPlace(of: { spellings: readonly string[] | null }, place: ExportPlace): boolean;
  /** How a person is spelled by whom one spelling is known. */
  spellings(companyId: string, spelling: string): Promise<string[]>;
}

interface Section {
  record: string;
  table: string;
  /** What orders its rows, and names one: columns with their types. */
  key: [column: string, type: string][];
  /** Columns that nobody gets. */
  secrets?: string;
  /** Of `t`; $1 is the company, $2 the spellings. */
  where: string;
  /** More of each row. */
  more?: string;
  /** Rows that are looked at at once, where few of them are a person's. */
  scan?: number;
}

const TIMELINE = `jsonb_build_object('events', coalesce((SELECT jsonb_agg(jsonb_build_object('type', e.type, 'at', e.at, 'detail', e.detail)
  ORDER BY e.seq) FROM message_events e WHERE e.message_id = t.id), '[]'))`;
const THERE = 'stored_at IS NOT NULL AND removed_at IS NULL';
const NAMED_FILES = `jsonb_build_object('exported_files', coalesce((SELECT jsonb_agg(to_jsonb(file) - 'storage_key' ORDER BY file.id)
  FROM (SELECT t.content) m, ${FILES_OF} JOIN media file ON file.id = f.media_id
  WHERE file.company_id = t.company_id AND file.stored_at IS NOT NULL AND file.removed_at IS NULL), '[]'))`;
const ID: Section['key'] = [['id', 'text']];
const CHAT: Section['key'] = [
  ['phone_id', 'text'],
  ['chat_id', 'text'],
];
const SEQ: Section['key'] = [['seq', 'bigint']];
const OWN = 't.company_id = $1 AND $2::text[] IS NULL';

const COMPANY: readonly Section[] = [
  { record: 'company', table: 'companies', key: ID, where: 't.id = $1 AND $2::text[] IS NULL' },
  { record: 'apiKey', table: 'api_keys', key: ID, secrets: 'key_hash', where: OWN },
  { record: 'employee', table: 'employees', key: ID, secrets: 'password_hash', where: OWN },
  {
    record: 'phone',
    table: 'phone_configs',
    key: [['phone_id', 'text']],
    secrets: 'access_token_sealed,app_secret_sealed,verify_token_sealed',
    where: OWN,
  },
  { record: 'contact', table: 'contacts', key: ID, where: OWN },
  { record: 'chat', table: 'chats', key: CHAT, where: OWN },
  { record: 'message', table: 'messages', key: SEQ, where: OWN, more: TIMELINE },
  {
    record: 'media',
    table: 'media',
    key: ID,
    secrets: 'storage_key',
    where: `${OWN} AND ${THERE}`,
  },
  { record: 'template', table: 'templates', key: SEQ, where: OWN },
  { record: 'webhook', table: 'webhook_endpoints', key: ID, where: `${OWN} AND t.removed_at IS NULL` },
  { record: 'auditEntry', table: 'audit_log', key: [['id', 'bigint']], where: OWN },
];

const PERSON: readonly Section[] = [
  {
    record: 'contact',
    table: 'contacts',
    key: ID,
    where:
      't.company_id = $1 AND (t.phone_number = ANY($2::text[]) OR t.lid = ANY($2::text[]) OR t.bsuid = ANY($2::text[]))',
  },
  { record: 'chat', table: 'chats', key: CHAT, where: 't.company_id = $1 AND t.chat_id = ANY($2::text[])' },
  {
    record: 'message',
    table: 'messages',
    key: SEQ,
    where: 't.company_id = $1 AND t.chat_id = ANY($2::text[])',
    more: `${TIMELINE} || ${NAMED_FILES}`,
  },
  {
    record: 'groupMessage',
    table: 'messages',
    key: SEQ,
    where: `t.company_id = $1 AND t.chat_id <> ALL($2::text[])
      AND (t.participant = ANY($2::text[]) OR t.direction = 'inbound' AND t.from_id = ANY($2::text[]))`,
    more: NAMED_FILES,
    scan: 5000,
  },
];

const ROWS = 200;

/** The next rows after a key; with `scan`, of that many rows of the company those that are meant. */
function statementOf(kind: string, section: Section) {
  const { record, table, key, secrets = '', where, more, scan } = section;
  const columns = key.map(([column]) => `t.${column}`).join(', ');
  const from = key.map(([, type], n) => `($3::text[])[${n + 1}]::${type}`).join(', ');
  const after = `($3::text[] IS NULL OR (${columns}) > (${from}))`;
  const shown = `to_jsonb(t) - '{${secrets}}'::text[]${more ? ` || ${more}` : ''} AS data,
    ARRAY[${key.map(([column]) => `t.${column}::text`).join(', ')}] AS key`;
  const text = scan
    ? `WITH range AS MATERIALIZED (SELECT * FROM ${table} t WHERE t.company_id = $1 AND ${after} ORDER BY ${columns} LIMIT ${scan})
       SELECT ${shown}, ${where} AS meant FROM range t
       WHERE (${where}) OR t.seq = (SELECT max(seq) FROM range) ORDER BY ${columns}`
    : `SELECT ${shown}, true AS meant FROM ${table} t WHERE ${where} AND ${after} ORDER BY ${columns} LIMIT ${ROWS}`;
  return { name: `export_${kind}_${record}`, text };
}

const camel = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );

const SPELLINGS = {
  name: 'export_spellings',
  text: `SELECT DISTINCT s FROM contacts c, unnest(ARRAY[c.phone_number, c.lid, c.bsuid] || c.former_spellings) AS s
    WHERE c.company_id = $1 AND s IS NOT NULL AND (c.phone_number = $2 OR c.lid = $2 OR c.bsuid = $2)`,
};

export function exportVerbs(db: Db): Exports {
  const statements = {
    company: COMPANY.map((section) => statementOf('company', section)),
    person: PERSON.map((section) => statementOf('person', section)),
  };
  return {
    async page({ companyId, spellings }, { section, key }) {
      const kind = spellings === null ? 'company' : 'person';
      const [sections, statement] = [spellings === null ? COMPANY : PERSON, statements[kind][section]];
      if (!statement) return { records: [], next: null };
      const rows = await db.query<{ data: Record<string, unknown>; key: string[]; meant: boolean }>(
        statement,
        [companyId, spellings, key.length > 0 ? key : null],
      );
      const record = sections[section]?.record ?? '';
      const last = rows.at(-1);
      const ended = section + 1 < sections.length ? { section: section + 1, key: [] } : null;
      return {
        records: rows
          .filter(({ meant }) => meant)
          .map(({ key: at, data: { exported_files: files, ...data } }) => ({
            record,
            after: { section, key: at },
            data: camel(data),
            files: ((files ?? []) as Record<string, unknown>[]).map(camel),
          })),
        next: last ? { section, key: last.key } : ended,
      };
    },
    isPlace({ spellings }, { section, key }) {
      const columns = (spellings === null ? COMPANY : PERSON)[section]?.key;
      if (!columns) return false;
      const fits = (value: string | undefined, type: string) =>
        value !== undefined && (type === 'bigint' ? /^\d{1,18}$/.test(value) : !value.includes('\0'));
      return (
        key.length === 0 ||
        (key.length === columns.length && columns.every(([, type], n) => fits(key[n], type)))
      );
    },
    async spellings(companyId, spelling) {
      const rows = await db.query<{ s: string }>(SPELLINGS, [companyId, spelling]);
      return [...new Set([spelling, ...rows.map(({ s }) => s)])];
    },
  };
}
