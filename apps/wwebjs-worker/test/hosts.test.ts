import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder, removeFolder, until } from './support.ts';
import { startWorkers, type PairedPhone, type Worker, type Workers } from './workers.ts';

let workers: Workers;
let folders: string[];
let one: Worker;
let two: Worker;
const phones: PairedPhone[] = [];

beforeAll(async () => {
  workers = await startWorkers();
  folders = await Promise.all([makeFolder(), makeFolder()]);
  one = workers.start(folders[0]!, { INSTANCE_ID: 'one' });
  two = workers.start(folders[1]!, { INSTANCE_ID: 'two' });
  await Promise.all(
    [one, two].map((worker) => until('it listens', () => worker.said('http.listening')[0], 60_000)),
  );
}, 90_000);

afterAll(async () => {
  await workers?.stop();
  await Promise.all((folders ?? []).map(removeFolder));
});

const ownerOf = async (phone: PairedPhone) => (await workers.statusOf(phone.phoneId)).instanceId;
const isReadyOn = async (phone: PairedPhone, instance: string) => {
  const { status, instanceId } = await workers.statusOf(phone.phoneId);
  return status === 'ready' && instanceId === instance;
};
const isKept = (phone: PairedPhone) =>
  until('its login is kept', async () => (await workers.store.snapshots.list(phone.phoneId)).kept.length > 0);
const hadQr = (worker: Worker, phone: PairedPhone) =>
  worker.said('session.state').some(({ phoneId, status }) => phoneId === phone.phoneId && status === 'qr');

test('phones spread over the instances that there are', async () => {
  for (let n = 0; n < 4; n++) phones.push(await workers.pair());
  const owners = await Promise.all(phones.map(ownerOf));
  expect(owners.filter((owner) => owner === 'one')).toHaveLength(2);
  expect(owners.filter((owner) => owner === 'two')).toHaveLength(2);
  await Promise.all(phones.map(isKept));
});

test('a drained instance hands its phones over within seconds: no QR code, nothing lost or doubled', async () => {
  const moving: PairedPhone[] = [];
  for (const phone of phones) if ((await ownerOf(phone)) === 'one') moving.push(phone);
  const startedAt = performance.now();
  const ended = one.kill('SIGTERM');
  const messages = await Promise.all(
    phones.flatMap((phone) =>
      [1, 2, 3].map(async (n) => ({ phone, message: await workers.accept(phone.phoneIndex, `Drain ${n}`) })),
    ),
  );
  for (const phone of moving) await until('ready on the other', () => isReadyOn(phone, 'two'), 30_000);
  const tookMs = Math.round(performance.now() - startedAt);
  process.stdout.write(`drain to ready on the other host: ${tookMs} ms for ${moving.length} phones\n`);
  expect(tookMs).toBeLessThan(15_000);
  await ended;
  const times = await Promise.all(messages.map(({ phone, message }) => workers.timesOf(phone, message)));
  expect(times).toEqual(messages.map(() => 1));
  expect(moving.some((phone) => hadQr(two, phone))).toBe(false);
});

test('a killed host’s phones go on elsewhere with their sessions: no QR code, nothing lost or doubled', async () => {
  const three = workers.start(folders[0]!, { INSTANCE_ID: 'three' });
  await until('it listens', () => three.said('http.listening')[0], 60_000);
  const before = await Promise.all(
    phones.map(async (phone) => ({ phone, message: await workers.accept(phone.phoneIndex, 'Before') })),
  );
  const killedAt = performance.now();
  await two.kill('SIGKILL');
  const after = await Promise.all(
    phones.map(async (phone) => ({ phone, message: await workers.accept(phone.phoneIndex, 'After') })),
  );
  for (const phone of phones) await until('ready on three', () => isReadyOn(phone, 'three'), 60_000);
  process.stdout.write(
    `kill -9 to ready elsewhere: ${Math.round(performance.now() - killedAt)} ms for 4 phones\n`,
  );
  const all = [...before, ...after];
  const times = await Promise.all(all.map(({ phone, message }) => workers.timesOf(phone, message)));
  expect(times).toEqual(all.map(() => 1));
  expect(phones.some((phone) => hadQr(three, phone))).toBe(false);
}, 120_000);
