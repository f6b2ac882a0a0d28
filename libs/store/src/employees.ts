import {
  CodedError,
  newId,
  SCOPES_OF_ROLE,
  sha256Hex,
  type Employee,
  type Page,
  type PageRequest,
  type Role,
  type Scope,
} from '@watertight/core';
import { randomBytes } from 'node:crypto';
import type { Db } from './db.ts';
import type { Employee as Row, PrismaClient } from './generated/client.ts';
import { ordinary, pageOf, type Ordinary } from './prisma.ts';

export interface NewEmployee {
  email: string;
  name: string;
  role: Role;
  passwordHash?: string | undefined;
}

export interface EmployeeChange {
  email?: string | undefined;
  name?: string | undefined;
  role?: Role | undefined;
  passwordHash?: string | undefined;
  disabled?: boolean | undefined;
}

/** Who a session speaks for. */
export interface SessionHolder {
  employeeId: string;
  companyId: string;
  role: Role;
  scopes: readonly Scope[];
}

/** How long a session lives: unused, and at the most. */
export interface SessionLife {
  idleSeconds: number;
  maxSeconds: number;
}

export interface Employees {
  /** @throws CodedError EMPLOYEE_EXISTS, COMPANY_NOT_FOUND */
  create(companyId: string, employee: NewEmployee): Promise<Employee>;
  get(companyId: string, employeeId: string): Promise<Employee | null>;
  list(companyId: string, page: PageRequest): Promise<Page<Employee>>;
  /** Another password, and disabling, end all of his sessions. Null when there is none. @throws CodedError EMPLOYEE_EXISTS */
  change(companyId: string, employeeId: string, change: EmployeeChange): Promise<Employee | null>;
  /** False when there is none. */
  remove(companyId: string, employeeId: string): Promise<boolean>;
  /** Those who may sign in with an address, in one company or in any; at most five. */
  signingIn(email: string, companyId?: string): Promise<{ employee: Employee; passwordHash: string }[]>;
  /** His password's hash; null when he has none. */
  passwordHash(employeeId: string): Promise<string | null>;
  /** Begins a session; its token is seen this once. Sessions that are over are removed. */
  beginSession(employeeId: string, life: SessionLife): Promise<string>;
  /** Who holds a session, which by that lives on. Null when it is over, or he is disabled. */
  findSession(token: string, life: SessionLife): Promise<SessionHolder | null>;
  endSession(token: string): Promise<void>;
  /** Ends every session that he has. */
  endSessions(employeeId: string): Promise<void>;
}

const MAX_SIGNING_IN = 5;

export function employees(db: Db, prisma: PrismaClient): Employees {
  const run: Ordinary = ordinary;
  const exists = () => new CodedError('EMPLOYEE_EXISTS');
  return {
    create: (companyId, { email, ...employee }) =>
      run(
        async () =>
          asEmployee(
            await prisma.employee.create({
              data: {
                id: newId('emp'),
                companyId,
                email: email.toLowerCase(),
                name: employee.name,
                role: employee.role,
                passwordHash: employee.passwordHash ?? null,
              },
            }),
          ),
        { unique: exists, foreign: () => new CodedError('COMPANY_NOT_FOUND') },
      ),
    get: (companyId, id) =>
      run(async () => {
        const row = await prisma.employee.findFirst({ where: { id, companyId } });
        return row && asEmployee(row);
      }),
    list: (companyId, { limit, cursor }) =>
      run(async () => {
        const rows = await prisma.employee.findMany({
          where: { companyId, ...(cursor ? { id: { gt: cursor } } : {}) },
          orderBy: { id: 'asc' },
          take: limit + 1,
        });
        return pageOf(rows.map(asEmployee), limit, ({ id }) => id);
      }),
    change: (companyId, id, change) =>
      run(() => changeEmployee(prisma, companyId, id, change), { unique: exists }),
    remove: (companyId, id) =>
      run(async () => (await prisma.employee.deleteMany({ where: { id, companyId } })).count > 0),
    signingIn: (email, companyId) =>
      run(async () => {
        const rows = await prisma.employee.findMany({
          where: {
            email: email.toLowerCase(),
            disabledAt: null,
            passwordHash: { not: null },
            ...(companyId === undefined ? {} : { companyId }),
          },
          orderBy: { id: 'asc' },
          take: MAX_SIGNING_IN,
        });
        return rows.map((row) => ({ employee: asEmployee(row), passwordHash: row.passwordHash ?? '' }));
      }),
    passwordHash: (id) =>
      run(async () => (await prisma.employee.findFirst({ where: { id } }))?.passwordHash ?? null),
    beginSession: (employeeId, { idleSeconds }) => run(() => beginSession(prisma, employeeId, idleSeconds)),
    findSession: (token, life) => findSession(db, token, life),
    endSession: (token) =>
      run(
        async () =>
          void (await prisma.employeeSession.deleteMany({ where: { tokenHash: sha256Hex(token) } })),
      ),
    endSessions: (employeeId) =>
      run(async () => void (await prisma.employeeSession.deleteMany({ where: { employeeId } }))),
  };
}

const asEmployee = (row: Row): Employee => ({
  id: row.id,
  companyId: row.companyId,
  email: row.email,
  name: row.name,
  role: row.role as Role,
  hasPassword: row.passwordHash !== null,
  disabled: row.disabledAt !== null,
  lastSignedInAt: row.lastSignedInAt,
  createdAt: row.createdAt,
});

async function changeEmployee(
  prisma: PrismaClient,
  companyId: string,
  id: string,
  { email, name, role, passwordHash, disabled }: EmployeeChange,
): Promise<Employee | null> {
  const data = {
    ...(email === undefined ? {} : { email: email.toLowerCase() }),
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(passwordHash === undefined ? {} : { passwordHash }),
    ...(disabled === undefined ? {} : { disabledAt: disabled ? new Date() : null }),
  };
  return prisma.$transaction(async (tx) => {
    const [row] = await tx.employee.updateManyAndReturn({ where: { id, companyId }, data });
    if (!row) return null;
    if (passwordHash !== undefined || disabled)
      await tx.employeeSession.deleteMany({ where: { employeeId: id } });
    return asEmployee(row);
  });
}

async function beginSession(prisma: PrismaClient, employeeId: string, idleSeconds: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = Date.now();
  await prisma.$transaction([
    prisma.employeeSession.deleteMany({ where: { expiresAt: { lt: new Date(now) } } }),
    prisma.employeeSession.create({
      data: { tokenHash: sha256Hex(token), employeeId, expiresAt: new Date(now + idleSeconds * 1000) },
    }),
    prisma.employee.update({ where: { id: employeeId }, data: { lastSignedInAt: new Date(now) } }),
  ]);
  return token;
}

async function findSession(
  db: Db,
  token: string,
  { idleSeconds, maxSeconds }: SessionLife,
): Promise<SessionHolder | null> {
  const [row] = await db.query<{ employee_id: string; company_id: string; role: Role }>(
    {
      name: 'find_session',
      text: `UPDATE employee_sessions s
        SET expires_at = least(now() + make_interval(secs => $2), s.created_at + make_interval(secs => $3))
        FROM employees e
        WHERE s.token_hash = $1 AND s.expires_at > now() AND e.id = s.employee_id AND e.disabled_at IS NULL
        RETURNING s.employee_id, e.company_id, e.role`,
    },
    [sha256Hex(token), idleSeconds, maxSeconds],
  );
  if (!row) return null;
  const { employee_id: employeeId, company_id: companyId, role } = row;
  return { employeeId, companyId, role, scopes: SCOPES_OF_ROLE[role] };
}
