import type { Queryable } from '../db.ts';

/** What an erasure is looking for. Kept while it runs, and gone when it is done. */
export interface Subject {
  companyId: string;
  /** How the person is spelled: digits, `…@lid`, BSUID, the former ones too. Empty for a company. */
  spellings: string[];
  phones: { phoneId: string; phoneIndex: number; phoneNumberId: string; wabaId: string | null }[];
  /** Of webhooks, removed ones too. */
  endpointIds: string[];
  /** Up to which place the company's messages were gone through for who else names a file. */
  scannedTo?: number;
}

/** What is counted, by name: `messages`, `files`, … */
export type Counts = Record<string, number>;

export interface StageContext {
  tx: Queryable;
  erasureId: string;
  subject: Subject;
  /** Where this stage has come to; null when it begins. */
  place: unknown;
  /** How many rows a step may look at, at the most; smaller after a fault. */
  size: number;
  createdAt: Date;
  timing: ErasureTiming;
}

export interface ErasureTiming {
  /** For so long what was stopped may be told to webhooks, before that goes too. */
  tellMs: number;
  /** For so long a raw body that is still being understood is waited for. */
  journalMs: number;
  /** So long after a company was closed its rows are looked for once more: what was on its way then has arrived. */
  lateMs: number;
}

/** What one step did, committed with it. */
export interface StageEnd {
  counts?: Counts;
  /** There is more: go on from here. Absent: the stage is done. */
  place?: unknown;
  /** Not before so long. */
  waitMs?: number;
  /** Instead of the next stage. */
  goTo?: string;
  /** It became clear that more is looked for. */
  subject?: Subject;
  /** Messages that were changed, to be told to who waits for them. */
  changed?: string[];
  /** Files whose bytes are to go, and their records with them; the step is repeated until there is none. */
  drop?: string[];
}

export interface Stage {
  name: string;
  /** Rows of one step, where nothing went wrong. */
  rows: number;
  run(context: StageContext): Promise<StageEnd>;
}

/** Runs a statement that answers one row of counts. */
export async function counted(
  tx: Queryable,
  statement: { name: string; text: string },
  values: readonly unknown[],
): Promise<Counts> {
  const [row] = await tx.query<Counts>(statement, values);
  return row ?? {};
}

export const sum = (...all: Counts[]): Counts => {
  const total: Counts = {};
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  return total;
};

/** A stage that repeats one statement, which removes up to `$n` rows and answers `count`, until there are no more. */
export const repeat = (
  name: string,
  rows: number,
  statement: { name: string; text: string },
  values: (context: StageContext) => unknown[],
): Stage => ({
  name,
  rows,
  async run(context) {
    const { count = 0 } = await counted(context.tx, statement, [...values(context), context.size]);
    return { counts: { [name]: count }, ...(count > 0 ? { place: {} } : {}) };
  },
});
