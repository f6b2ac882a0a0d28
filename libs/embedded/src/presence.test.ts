import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { enter, guests } from './presence.ts';

const dir = mkdtempSync(join(tmpdir(), 'watertight-presence-'));
afterEach(() => rmSync(dir, { recursive: true }));

test('everybody who came and did not leave is counted, and the dead are not', () => {
  const first = enter(dir);
  const second = enter(dir);
  writeFileSync(join(dir, 'dead.json'), JSON.stringify({ pid: process.pid, identity: 'an earlier boot:1' }));
  expect(guests(dir)).toBe(2);
  first.leave();
  first.leave();
  expect(guests(dir)).toBe(1);
  second.leave();
  expect(guests(dir)).toBe(0);
});
