import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isReachable } from './account.ts';

const top = mkdtempSync(join(tmpdir(), 'watertight-account-'));
const inner = join(top, 'inner');
mkdirSync(inner, { mode: 0o755 });
afterAll(() => rmSync(top, { recursive: true }));

const stranger = { uid: 54_321, gid: 54_321 };

test('a closed folder anywhere on the way keeps a stranger out, and an open way does not', () => {
  chmodSync(top, 0o700);
  expect(isReachable(join(inner, 'not-there-yet'), stranger)).toBe(false);
  chmodSync(top, 0o711);
  expect(isReachable(join(inner, 'not-there-yet'), stranger)).toBe(true);
});

test('its owner and its group get through by their own bits', () => {
  const [uid, gid] = [process.getuid!(), process.getgid!()];
  chmodSync(top, 0o710);
  expect(isReachable(inner, { uid: 54_321, gid })).toBe(true);
  chmodSync(top, 0o700);
  expect(isReachable(inner, { uid, gid })).toBe(true);
  expect(isReachable(inner, { uid: 54_321, gid })).toBe(false);
});
