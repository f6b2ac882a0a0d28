import { expect, test } from 'vitest';
import { reachable, readSettings, urlOf } from './settings.ts';

const sandbox = { live: false };

test('the defaults are those of the contract', () => {
  expect(readSettings({}, sandbox)).toEqual({
    host: '127.0.0.1',
    ports: {
      API_PORT: 3000,
      WWEBJS_PORT: 3001,
      META_PORT: 3002,
      WEBHOOK_PORT: 3003,
      ORCHESTRATOR_PORT: 3004,
      META_SIM_PORT: 3010,
      WA_WEB_SIM_PORT: 3011,
    },
    sandbox: true,
    metaSim: true,
    waWebSim: true,
    single: false,
  });
});

test('one process for all roles is asked for by a flag or by the environment', () => {
  expect(readSettings({}, { live: false, single: true }).single).toBe(true);
  expect(readSettings({ ORCHESTRATOR_MODE: 'single' }, sandbox).single).toBe(true);
});

test('every fault is told at once', () => {
  const read = () => readSettings({ API_PORT: 'x', META_PORT: '70000', WWEBJS_PORT: ' ' }, sandbox);
  expect(read).toThrow(
    'API_PORT should be a port number from 1 to 65535, not "x".\nMETA_PORT should be a port number from 1 to 65535, not "70000".',
  );
});

test('a simulator in whose place the user names another is not ours to run, and none is when live', () => {
  const own = { SANDBOX_GRAPH_URL: 'http://127.0.0.1:9' };
  expect(readSettings(own, sandbox)).toMatchObject({ metaSim: false, waWebSim: true });
  expect(readSettings({}, { live: true })).toMatchObject({ sandbox: false, metaSim: false, waWebSim: false });
});

test('an address for all interfaces is dialled on this machine', () => {
  expect(['0.0.0.0', '::', 'fd00::1', '10.0.0.1'].map(reachable)).toEqual([
    '127.0.0.1',
    '[::1]',
    '[fd00::1]',
    '10.0.0.1',
  ]);
  expect(urlOf(readSettings({ HOST: '0.0.0.0', API_PORT: '8080' }, sandbox), 'API_PORT')).toBe(
    'http://127.0.0.1:8080',
  );
});
