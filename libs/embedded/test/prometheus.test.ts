import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { findAlertmanager, findPrometheus } from '../src/index.ts';
import { temporaryDir } from './holders.ts';

const { dir, remove } = temporaryDir();
afterEach(() => vi.unstubAllEnvs());
afterEach(remove);

function program(folder: string, name: string, script = 'exit 0'): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test('the programs on PATH are taken, under whichever of their names', async () => {
  const bin = join(dir, 'bin');
  vi.stubEnv('PATH', bin);
  const amtool = program(bin, 'amtool');
  const alertmanager = program(bin, 'prometheus-alertmanager');
  expect(await findAlertmanager({ install: false, cacheDir: dir })).toEqual({ alertmanager, amtool });
});

test('where one is missing or does not run there is one sentence that says what to do', async () => {
  const bin = join(dir, 'broken');
  vi.stubEnv('PATH', bin);
  program(bin, 'prometheus');
  program(bin, 'promtool', 'exit 1');
  await expect(findPrometheus({ install: false, cacheDir: dir })).rejects.toThrow(
    'There is no Prometheus: install it, so that prometheus and promtool are on PATH.',
  );
});

test('what is downloaded is kept, and those who come together download it once', async () => {
  const bin = join(dir, 'apt');
  const downloads = join(dir, 'downloads');
  const cacheDir = join(dir, 'cache');
  vi.stubEnv('PATH', bin);
  program(bin, 'apt-get', `[ "$1" = download ] || exit 0; echo "$2" >> ${downloads}; : > it.deb`);
  const make = 'echo "#!/bin/sh" > $3/usr/bin/$p; /bin/chmod +x $3/usr/bin/$p';
  program(bin, 'dpkg-deb', `/bin/mkdir -p $3/usr/bin; for p in prometheus promtool; do ${make}; done`);
  const [first, second] = await Promise.all([
    findPrometheus({ install: true, cacheDir }),
    findPrometheus({ install: true, cacheDir }),
  ]);
  expect(first).toEqual(second);
  expect(first?.promtool).toBe(join(cacheDir, 'prometheus/usr/bin/promtool'));
  expect(readdirSync(cacheDir)).toEqual(['prometheus']);
  expect(readFileSync(downloads, 'utf8')).toBe('prometheus\n');
});
