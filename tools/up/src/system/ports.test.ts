import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '@watertight/testkit';
import { readSettings } from '../settings.ts';
import { checkPorts } from './ports.ts';

const NAMES = [
  'API_PORT',
  'WWEBJS_PORT',
  'META_PORT',
  'WEBHOOK_PORT',
  'ORCHESTRATOR_PORT',
  'META_SIM_PORT',
  'WA_WEB_SIM_PORT',
];
const server = createServer();
afterEach(() => void server.close());

/** Free ports for everything. */
async function environment(): Promise<Record<string, string>> {
  const ports = await Promise.all(NAMES.map(() => freePort()));
  return Object.fromEntries(NAMES.map((name, index) => [name, String(ports[index])]));
}

test('a port that is taken is named with its variable, before anything is started', async () => {
  const env = await environment();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const taken = { ...env, META_SIM_PORT: String(port) };
  await expect(checkPorts(readSettings(taken, { live: false }))).rejects.toThrow(
    `Port ${port} is taken: stop what listens there, or set META_SIM_PORT to another port.`,
  );
  await checkPorts(readSettings(taken, { live: true })); // without simulators it is not needed
});

test('one port for two is refused', async () => {
  const env = await environment();
  const settings = readSettings({ ...env, META_PORT: env['API_PORT'] }, { live: false });
  await expect(checkPorts(settings)).rejects.toThrow(
    `API_PORT and META_PORT are both ${env['API_PORT']}: change one.`,
  );
});

test('an address that is not of this machine is one sentence', async () => {
  const settings = readSettings({ ...(await environment()), HOST: '192.0.2.1' }, { live: false });
  await expect(checkPorts(settings)).rejects.toThrow(
    /^Nothing can listen on 192\.0\.2\.1:\d+ \(EADDRNOTAVAIL\): set HOST or the port\.$/,
  );
});
