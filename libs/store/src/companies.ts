import {
  CodedError,
  newId,
  sha256Hex,
  type ApiKey,
  type Company,
  type Page,
  type PageRequest,
  type Scope,
} from '@watertight/core';
import { randomBytes } from 'node:crypto';
import type { Db } from './db.ts';
import type { PrismaClient } from './generated/client.ts';
import { ordinary, pageOf, type Ordinary } from './prisma.ts';

/** Who a key speaks for. */
export interface KeyHolder {
  keyId: string;
  companyId: string;
  scopes: Scope[];
}

export interface CompanyChange {
  name?: string | undefined;
  weight?: number | undefined;
}

export interface Companies {
  /** @throws CodedError COMPANY_EXISTS, also while one of this id is being erased */
  create(company: { id: string; name: string; weight?: number | undefined }): Promise<Company>;
  get(companyId: string): Promise<Company | null>;
  list(page: PageRequest): Promise<Page<Company>>;
  /** Null when there is no such company. */
  change(companyId: string, change: CompanyChange): Promise<Company | null>;
  /** The weights that are not 1. */
  weights(): Promise<Map<string, number>>;
  /** Makes a key; `key` is the only time that it is seen. */
  createKey(companyId: string, key: { name: string; scopes: Scope[] }): Promise<ApiKey & { key: string }>;
  listKeys(companyId: string, page: PageRequest): Promise<Page<ApiKey>>;
  removeKey(companyId: string, keyId: string): Promise<boolean>;
  /** Looks a presented key up by its hash. */
  findKey(key: string): Promise<KeyHolder | null>;
}

export function companies(db: Db, prisma: PrismaClient): Companies {
  const run: Ordinary = ordinary;
  return {
    create: ({ id, name, weight = 1 }) =>
      run(
        () =>
          prisma.$transaction(async (tx) => {
            const company = await tx.company.create({ data: { id, name, weight } });
            // After it, so that whoever removes one of this id at this moment has ended.
            const erasing = await tx.erasure.count({
              where: { companyId: id, kind: 'company', status: 'running' },
            });
            if (erasing > 0)
              throw new CodedError(
                'COMPANY_EXISTS',
                `A company with the id "${id}" is being erased: wait until that is done.`,
              );
            return company;
          }),
        { unique: () => new CodedError('COMPANY_EXISTS', `A company with the id "${id}" exists.`) },
      ),
    get: (id) => run(() => prisma.company.findFirst({ where: { id } })),
    list: ({ limit, cursor }) =>
      run(async () =>
        pageOf(
          await prisma.company.findMany({
            take: limit + 1,
            orderBy: { id: 'asc' },
            ...(cursor ? { where: { id: { gt: cursor } } } : {}),
          }),
          limit,
          (company) => company.id,
        ),
      ),
    change: (id, { name, weight }) =>
      run(async () => {
        const data = { ...(name === undefined ? {} : { name }), ...(weight === undefined ? {} : { weight }) };
        return (await prisma.company.updateManyAndReturn({ where: { id }, data }))[0] ?? null;
      }),
    weights: async () => {
      const rows = await db.query<{ id: string; weight: number }>(
        { name: 'company_weights', text: 'SELECT id, weight FROM companies WHERE weight <> 1' },
        [],
      );
      return new Map(rows.map(({ id, weight }) => [id, weight]));
    },
    createKey: (companyId, { name, scopes }) =>
      run(
        async () => {
          const key = `wt_${randomBytes(24).toString('base64url')}`;
          const row = await prisma.apiKey.create({
            data: {
              id: newId('key'),
              companyId,
              name,
              scopes,
              prefix: key.slice(0, 7),
              keyHash: sha256Hex(key),
            },
            omit: { keyHash: true },
          });
          return { ...asApiKey(row), key };
        },
        { foreign: () => new CodedError('COMPANY_NOT_FOUND') },
      ),
    listKeys: (companyId, { limit, cursor }) =>
      run(async () =>
        pageOf(
          (
            await prisma.apiKey.findMany({
              where: { companyId, ...(cursor ? { id: { gt: cursor } } : {}) },
              orderBy: { id: 'asc' },
              take: limit + 1,
              omit: { keyHash: true },
            })
          ).map(asApiKey),
          limit,
          (key) => key.id,
        ),
      ),
    removeKey: (companyId, id) =>
      run(async () => (await prisma.apiKey.deleteMany({ where: { id, companyId } })).count > 0),
    findKey: (key) => findKey(db, key),
  };
}

function asApiKey(row: Omit<ApiKey, 'scopes'> & { scopes: string[] }): ApiKey {
  return { ...row, scopes: row.scopes as Scope[] };
}

async function findKey(db: Db, key: string): Promise<KeyHolder | null> {
  const [row] = await db.query<{ id: string; company_id: string; scopes: Scope[] }>(
    {
      name: 'find_key',
      text: `UPDATE api_keys SET last_used_at = now() WHERE key_hash = $1 RETURNING id, company_id, scopes`,
    },
    [sha256Hex(key)],
  );
  return row ? { keyId: row.id, companyId: row.company_id, scopes: row.scopes } : null;
}
