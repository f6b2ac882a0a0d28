import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ADMIN_KEY } from '@watertight/e2e';
import { filesEndingWith, LIVE_PAGES, liveScriptOf } from '@watertight/lint-rules';
import { describe, expect, it } from 'vitest';
import type { World } from '../world.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const PAGE_MS = 120_000;
// A refusal ends the page: what a guide says works.
const STRICT = 'set -euo pipefail\ncurl() { command curl --fail-with-body --max-time 60 "$@"; echo; }\n';

const scriptOf = (page: string) => liveScriptOf(readFileSync(join(ROOT, page), 'utf8'));
const pages = filesEndingWith('.md').filter((file) => LIVE_PAGES.test(file) && scriptOf(file) !== '');

/** Types the commands of the quick start and the guides, as they stand there. */
export const documents = (world: World) =>
  describe('the commands of the documents', () => {
    it('are there', () =>
      expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/guides/sending.md'])));

    it(
      'that migrate change nothing of a system that runs',
      async () => {
        const { DATABASE_URL: _database, ...rest } = process.env;
        const { stdout } = await promisify(execFile)('npm', ['run', 'migrate'], {
          cwd: ROOT,
          env: { ...rest, ...world.environment },
          timeout: PAGE_MS,
        });
        expect(stdout).toContain('all migrations are applied already');
      },
      PAGE_MS,
    );

    it.each(pages)(
      'work as they stand: %s',
      async (page) => {
        const folder = mkdtempSync(join(tmpdir(), 'watertight-guide-'));
        try {
          const { stdout } = await promisify(execFile)(
            'bash',
            ['-c', STRICT + atHome(scriptOf(page), world)],
            {
              cwd: folder,
              env: { PATH: process.env.PATH, KEY: ADMIN_KEY },
              timeout: PAGE_MS,
            },
          );
          expect(stdout).not.toBe('');
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
      PAGE_MS + 5000,
    );
  });

/** The addresses of this system in place of the usual ones. */
const atHome = (script: string, { system: { at } }: World): string =>
  script
    .replaceAll('http://127.0.0.1:3000', at.api)
    .replaceAll('http://127.0.0.1:3010', at.metaSim)
    .replaceAll('http://127.0.0.1:3011', at.waWebSim);
