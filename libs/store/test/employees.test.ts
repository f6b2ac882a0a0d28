import type { Store } from '@watertight/store';
import { eventually } from '@watertight/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoStore } from './open.ts';

let store: Store;
let close: () => Promise<void>;
let employeeId: string;

beforeAll(async () => {
  ({ store, close } = await demoStore());
  const employee = { email: 'Ana@Example.org', name: 'Ana', role: 'agent', passwordHash: 'hash' } as const;
  employeeId = (await store.employees.create('demo', employee)).id;
});
afterAll(() => close());

const LIFE = { idleSeconds: 60, maxSeconds: 3600 };

test('a session says who holds it, until it was not used for long', async () => {
  const token = await store.employees.beginSession(employeeId, LIFE);
  expect(await store.employees.findSession(token, LIFE)).toMatchObject({
    employeeId,
    companyId: 'demo',
    role: 'agent',
  });
  expect(await store.employees.findSession(`${token}x`, LIFE)).toBeNull();
  await store.employees.findSession(token, { idleSeconds: 0.05, maxSeconds: 3600 });
  // Who asks for it uses it: it is left alone.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await store.employees.findSession(token, LIFE)).toBeNull();
});

test('a session that is used lives on, but not for ever', async () => {
  const token = await store.employees.beginSession(employeeId, { idleSeconds: 2, maxSeconds: 3600 });
  const life = { idleSeconds: 60, maxSeconds: 0.5 };
  await store.employees.findSession(token, LIFE);
  await store.employees.findSession(token, life);
  await eventually(async () => expect(await store.employees.findSession(token, life)).toBeNull());
});

test('the role of a session is that which the employee has now', async () => {
  const token = await store.employees.beginSession(employeeId, LIFE);
  await store.employees.change('demo', employeeId, { role: 'viewer' });
  expect(await store.employees.findSession(token, LIFE)).toMatchObject({ scopes: ['messages:read'] });
});

test('those who sign in have a password and are not disabled', async () => {
  expect(await store.employees.signingIn('ANA@example.org')).toMatchObject([
    { employee: { id: employeeId, email: 'ana@example.org' }, passwordHash: 'hash' },
  ]);
  expect(await store.employees.signingIn('ana@example.org', 'nobody')).toEqual([]);
  await store.employees.change('demo', employeeId, { disabled: true });
  expect(await store.employees.signingIn('ana@example.org')).toEqual([]);
});
