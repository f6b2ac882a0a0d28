import { PrismaPg } from '@prisma/adapter-pg';
import type { Page } from '@watertight/core';
import type pg from 'pg';
import { classify } from './db.ts';
import { Prisma, PrismaClient } from './generated/client.ts';

/** The Prisma client for ordinary reads and writes, on the same pool as the prepared statements. */
export const openPrisma = (pool: pg.Pool): PrismaClient =>
  new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });

const UNREACHABLE_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024']);
/** What Prisma passes on from the driver without a code of its own: shutting down, starting up, gone. */
const UNREACHABLE_TEXT = /\b(57P0[123]|53300|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE)\b|Connection terminated/;

interface Meanings {
  /** What a broken unique constraint means here. */
  unique?: () => Error;
  /** What a broken foreign key means here. */
  foreign?: () => Error;
}

export type Ordinary = <T>(work: () => Promise<T>, meanings?: Meanings) => Promise<T>;

/** Runs one piece of ordinary work and gives Prisma's faults their meaning. */
export const ordinary: Ordinary = async (work, meanings = {}) => {
  try {
    return await work();
  } catch (error) {
    throw translate(error, meanings);
  }
};

function translate(error: unknown, meanings: Meanings): unknown {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (error.code === 'P2002' && meanings.unique) return meanings.unique();
    if (error.code === 'P2003' && meanings.foreign) return meanings.foreign();
    if (
      UNREACHABLE_CODES.has(error.code) ||
      UNREACHABLE_TEXT.test(`${error.message} ${JSON.stringify(error.meta)}`)
    ) {
      return classify(Object.assign(new Error(error.message, { cause: error }), { code: 'ECONNREFUSED' }));
    }
  }
  return classify(error);
}

/** Cuts a page from rows that were asked for with one more than the limit. */
export function pageOf<T>(rows: T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}
