/**
 * What the check of the 24-hour window costs the way in: accepts a second of free texts on a Cloud API phone that is
 * held to it and on one that is not, in turns: `node --import tsx libs/delivery/test/window-rate.ts [texts] [rounds]`.
 * `cold`: each text to another person, whose window has to be looked up; `warm`: the windows are known.
 */
import { loadavg } from 'node:os';
import pg from 'pg';
import { openWorld } from './world.ts';

const [texts = 4000, rounds = 5] = process.argv.slice(2).map(Number);
const AT_ONCE = 64;

const world = await openWorld();
const client = new pg.Client(world.stores.databaseUrl);
await client.connect();
const chat = (round: number, n: number) => `601${round}${String(n).padStart(7, '0')}`;

async function perSecond(phoneIndex: number, round: number): Promise<number> {
  let next = 0;
  const from = performance.now();
  const one = async () => {
    while (next < texts) await world.send('Selamat pagi', { phoneIndex, chatId: chat(round, next++) });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return (texts * 1000) / (performance.now() - from);
}

const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;

try {
  const { phones } = world.api.store;
  await phones.change('demo', 0, { limits: { serviceWindow: true } });
  const free = await phones.create('demo', {
    connectionType: 'meta',
    mode: 'live',
    limits: { serviceWindow: false },
    meta: { phoneNumberId: '101', accessToken: 'token' },
  });
  await client.query(
    `INSERT INTO chats (phone_id, chat_id, company_id, phone_index, window_until)
     SELECT $1, '601' || round || lpad(n::text, 7, '0'), 'demo', 0, now() + interval '20 hours'
     FROM generate_series(0, $2 - 1) AS n, generate_series(0, $3) AS round`,
    [world.cloud.phoneId, texts, rounds],
  );
  await client.query('ANALYZE chats');
  await perSecond(free.phoneIndex, 0);
  await perSecond(0, 0);
  const seen = { without: [] as number[], cold: [] as number[], warm: [] as number[] };
  for (let round = 1; round <= rounds; round++) {
    seen.without.push(await perSecond(free.phoneIndex, round));
    seen.cold.push(await perSecond(0, round));
    seen.warm.push(await perSecond(0, round));
  }
  const [without, cold, warm] = [seen.without, seen.cold, seen.warm].map(median) as [number, number, number];
  const figures = {
    acceptsPerSecond: { without: Math.round(without), cold: Math.round(cold), warm: Math.round(warm) },
    ratio: { cold: Number((cold / without).toFixed(2)), warm: Number((warm / without).toFixed(2)) },
    loadAverage: loadavg()[0],
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  await client.end();
  await world.close();
}
