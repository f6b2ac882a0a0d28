import { expect, test } from 'vitest';
import { EnvError } from '../env/read.ts';
import { explainStartFault, RoleFault } from './start-fault.ts';

const source = {
  DATABASE_URL: 'postgres://user:hunter2@db.internal:5433/x',
  REDIS_URL: 'redis://cache.internal',
};
const fault = (code: string, fields: object) => Object.assign(new Error(code), { code, ...fields });
const sentence = (error: unknown, name = 'api') => explainStartFault(name, error, source).lines.join('\n');

test('faults of the environment are told line by line with status 78', () => {
  expect(explainStartFault('api', new EnvError(['A.', 'B.']), source)).toEqual({
    lines: ['A.', 'B.'],
    status: 78,
  });
});

test.each([
  [
    'a port taken',
    fault('EADDRINUSE', { syscall: 'listen', port: 3000 }),
    'Port 3000 is in use: set API_PORT or stop the other process.',
  ],
  [
    'a port that needs privileges',
    fault('EACCES', { syscall: 'listen', port: 80 }),
    'Port 80 needs privileges: set API_PORT to 1024 or more.',
  ],
  [
    'an address of another machine',
    fault('EADDRNOTAVAIL', { syscall: 'listen', address: '1.2.3.4', port: 3000 }),
    "Address 1.2.3.4 is not one of this machine's: set HOST.",
  ],
  [
    'Postgres down, inside an aggregate inside a cause',
    new Error('x', { cause: new AggregateError([fault('ECONNREFUSED', { address: '::1', port: 5433 })]) }),
    'PostgreSQL at db.internal:5433 cannot be reached (nothing listens there): start it, or set DATABASE_URL.',
  ],
  [
    'Redis unknown by name',
    fault('ENOTFOUND', { hostname: 'cache.internal' }),
    'Redis at cache.internal:6379 cannot be reached (the host name is not known): start it, or set REDIS_URL.',
  ],
  [
    'a wrong Postgres password',
    fault('28P01', {}),
    'PostgreSQL refuses the user or the password: correct DATABASE_URL.',
  ],
  [
    'a database that does not exist',
    fault('3D000', {}),
    'PostgreSQL has no such database: create it, or correct DATABASE_URL.',
  ],
  [
    'a wrong Redis password',
    new Error('WRONGPASS invalid username-password pair'),
    'Redis refuses the password: correct REDIS_URL.',
  ],
  [
    'anything else, by its first line',
    new Error('The database schema is older: run npm run migrate\nmore'),
    'api could not start: The database schema is older: run npm run migrate',
  ],
  ['a thrown string', 'auth timeout', 'api could not start: auth timeout'],
])('%s is one sentence that says what to do', (_what, error, expected) => {
  expect(sentence(error)).toBe(expected);
  expect(explainStartFault('api', error, source).status).toBe(1);
});

test('of several services in one process, the one that could not start is meant', () => {
  const taken = new RoleFault('meta', fault('EADDRINUSE', { syscall: 'listen', port: 3002 }));
  expect(sentence(taken, 'single')).toBe('Port 3002 is in use: set META_PORT or stop the other process.');
  expect(explainStartFault('single', new RoleFault('meta', new EnvError(['A.'])), source).status).toBe(78);
});

test('a password in an error does not reach the terminal', () => {
  expect(sentence(new Error('bad postgres://user:hunter2@db'))).not.toContain('hunter2');
});
