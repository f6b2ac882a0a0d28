import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWaWebSim, type WaWebSim } from '../src/index.ts';
import { controlOf } from './control-client.ts';

let sim: WaWebSim;
let control: ReturnType<typeof controlOf>;

beforeAll(async () => {
  sim = await startWaWebSim();
  control = controlOf(sim);
});

afterAll(() => sim.stop());

describe('control API', () => {
  it('says that it is alive', async () => {
    expect(await control.call('GET', '/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('gives the hash by which Chromium trusts its certificate', async () => {
    const { body } = await control.call<{ spki: string }>('GET', '/sim/certificate');
    expect(body.spki).toBe(sim.spki);
    expect(Buffer.from(body.spki, 'base64')).toHaveLength(32);
  });

  it('keeps what was not named when the behaviour changes, and all defaults come back at reset', async () => {
    const before = (await control.call('GET', '/sim/behaviour')).body;
    await control.behave({ readMs: 5, faults: { '49151': { mute: true } } });
    await control.behave({ autoRead: false, faults: { '49151': { slowMs: 7 } } });
    expect((await control.call('GET', '/sim/behaviour')).body).toMatchObject({
      deliveredMs: 50,
      readMs: 5,
      autoRead: false,
      faults: { '49151': { mute: true, slowMs: 7 } },
    });
    expect((await control.call('DELETE', '/sim/behaviour')).body).toEqual(before);
  });

  it.each([
    ['POST', '/sim/scan', { qr: 'x', phoneNumber: '+49 151' }, 'phoneNumber must be 5 to 20 digits.'],
    ['POST', '/sim/scan', { phoneNumber: '4915112345' }, 'The body must have either "qr" or "code".'],
    ['POST', '/sim/scan', { qr: 'x' }, 'The body lacks "phoneNumber".'],
    [
      'POST',
      '/sim/inbound',
      { phone: '4915112345', from: '49170', text: '' },
      'text must NOT have fewer than 1 characters.',
    ],
    [
      'POST',
      '/sim/inbound',
      { phone: '4915112345', from: '49170', txt: 'a', text: 'a' },
      'The body may not have "txt".',
    ],
    ['PUT', '/sim/behaviour', { readMs: -1 }, 'readMs must be >= 0.'],
    ['PUT', '/sim/behaviour', { faults: { bob: { mute: true } } }, 'faults may not have "bob".'],
    [
      'PUT',
      '/sim/behaviour',
      { faults: { '49151': { explode: true } } },
      'faults.49151 may not have "explode".',
    ],
    ['GET', '/sim/ledger?after=soon', undefined, 'after must be a number.'],
    ['POST', '/sim/scan', '{"qr":', "Body is not valid JSON but content-type is set to 'application/json'"],
  ])('answers bad input to %s %s with 400 and a sentence', async (method, path, body, sentence) => {
    expect(await control.call(method, path, body)).toEqual({ status: 400, body: { error: sentence } });
  });

  it('answers 404 for what is not there', async () => {
    expect((await control.scan('2@gone,a,b,c,1', '4915112345')).status).toBe(404);
    expect((await control.inbound({ phone: '4915112345', from: '49170', text: 'hi' })).status).toBe(404);
    expect((await control.call('DELETE', '/sim/devices/nobody')).status).toBe(404);
    expect((await control.call('GET', '/sim/moon')).status).toBe(404);
  });

  it('refuses a port that is taken', async () => {
    await expect(startWaWebSim({ port: sim.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('stops at once although connections are open that say nothing', async () => {
    const other = await startWaWebSim();
    const socket = connect(other.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const began = Date.now();
    await other.stop();
    await closed;

    expect(Date.now() - began).toBeLessThan(2_000);
  });
});
