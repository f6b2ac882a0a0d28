import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    ['POST', '/sim/inbound', { from: '49170', text: 'a' }, 'The body lacks "phone".'],
    [
      'POST',
      '/sim/inbound',
      { phone: '4915112345', from: '49170', media: { data: '???', mimetype: 'image/png' } },
      'media.data must be base64.',
    ],
    [
      'POST',
      '/sim/inbound',
      { phone: '4915112345', from: '49170', location: { latitude: 91, longitude: 0 } },
      'location.latitude must be <= 90.',
    ],
    ['POST', '/sim/groups', { owner: '49151' }, 'The body lacks "subject".'],
    ['POST', '/sim/contacts', { number: 'bob' }, 'number must be 5 to 20 digits.'],
    ['POST', '/sim/calls', { phone: '4915112345' }, 'The body lacks "from".'],
    ['PUT', '/sim/behaviour', { faults: { '49151': { leakMb: 0 } } }, 'faults.49151.leakMb must be >= 1.'],
    ['PUT', '/sim/behaviour', { start: { slowly: true } }, 'start may not have "slowly".'],
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

  it('refuses a change of a group by somebody who may not, as WhatsApp does', async () => {
    const group = { subject: 'Crew', owner: '4917011111111', members: ['4917022222222'] };
    const { body } = await control.call<{ id: string }>('POST', '/sim/groups', group);
    const path = `/sim/groups/${body.id}`;

    expect(await control.call('POST', path, { by: '4917022222222', remove: ['4917011111111'] })).toEqual({
      status: 403,
      body: { error: 'Only admins may do this.' },
    });
    expect((await control.call('GET', '/sim/groups/120363999999')).status).toBe(404);
    expect((await control.call('POST', '/sim/groups', { ...group, id: body.id })).status).toBe(409);
  });

  it('knows people, groups, channels and labels after a restart when there is a state file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wa-web-sim-state-'));
    const statePath = join(folder, 'sim.json');
    const before = await startWaWebSim({ statePath });
    const call = controlOf(before).call;
    await call('POST', '/sim/contacts', { phone: '4915112345', number: '4917011111111', name: 'Ada' });
    const { body: group } = await call<{ id: string }>('POST', '/sim/groups', {
      subject: 'Crew',
      owner: '4915112345',
    });
    await call('POST', '/sim/channels', { name: 'Weather' });
    await before.stop();
    const after = await startWaWebSim({ statePath });
    const read = async (path: string) => (await controlOf(after).call('GET', path)).body;

    expect(await read('/sim/contacts?phone=4915112345')).toMatchObject({ contacts: [{ name: 'Ada' }] });
    expect(await read(`/sim/groups/${group.id}`)).toMatchObject({ subject: 'Crew' });
    expect(await read('/sim/channels')).toMatchObject({ channels: [{ name: 'Weather' }] });
    await after.stop();
    await rm(folder, { recursive: true });
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
