import { expect, test } from 'vitest';
import { createLaneWalk } from './lane-walk.ts';

/** A walk along so many lanes that all have work; `lost` of each stretch have no token. */
function walkAlong(count: number, lost: (found: number) => number) {
  const all = Array.from({ length: count }, (_, n) => `ph_${String(n).padStart(6, '0')}`);
  const stretches: number[] = [];
  const woken = new Set<string>();
  const dueLanes = (_: string, { after, limit }: { after: string | null; limit: number }) => {
    const walked = all.filter((phoneId) => phoneId > (after ?? '')).slice(0, limit);
    stretches.push(walked.length);
    const lanes = walked.map((phoneId) => ({ phoneId, companyId: 'demo' }));
    return Promise.resolve({ lanes, next: walked.length === limit ? walked.at(-1) : null });
  };
  const wakeLost = (lanes: { phoneId: string }[], told: (lost: number) => void) => {
    for (const { phoneId } of lanes) woken.add(phoneId);
    told(lost(lanes.length));
  };
  const deps = { store: { sweeps: { dueLanes } }, queueing: { wakeLost } };
  return { walk: createLaneWalk(deps as never, 'meta'), stretches, woken };
}

test('few lanes are all looked at in each round', async () => {
  const { walk, stretches } = walkAlong(1500, () => 0);
  for (let round = 0; round < 3; round++) await walk();
  expect(stretches).toEqual([1500, 1500, 1500]);
});

test('many lanes are looked at stretch by stretch, every one of them, and then from the start', async () => {
  const { walk, stretches, woken } = walkAlong(5000, () => 0);
  for (let round = 0; round < 4; round++) await walk();
  expect(stretches).toEqual([2000, 2000, 1000, 2000]);
  expect(woken.size).toBe(5000);
});

test('while most have lost their tokens, the stretches are long', async () => {
  let emptied = true;
  const { walk, stretches } = walkAlong(30_000, (found) => (emptied ? found : 0));
  for (let round = 0; round < 3; round++) await walk();
  emptied = false;
  for (let round = 0; round < 2; round++) await walk();
  expect(stretches).toEqual([2000, 10_000, 10_000, 8000, 2000]);
});
