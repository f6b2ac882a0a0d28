import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { Report } from '../src/report.ts';

/** It takes less than a minute on two processors that do nothing else. */
const WITHIN_MS = 170_000;

it(
  'measures a real system and its ceilings, profiles it, and leaves nothing running',
  { timeout: 180_000 },
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'watertight-bench-test-'));
    const json = join(dir, 'report.json');
    const args = ['--short', '--json', json, '--profile', dir];
    const child = spawn(process.execPath, ['--import', 'tsx', 'tools/bench/src/main.ts', ...args], {
      cwd: resolve(import.meta.dirname, '../../..'),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    const [status] = (await once(child, 'exit')) as [number | null];
    expect(status, said).toBe(0);
    const report = JSON.parse(readFileSync(json, 'utf8')) as Report;
    const rate = report.scenarios[0]?.figures.find(({ name }) => name === 'accepted, single');
    expect(rate?.value).toBeGreaterThan(0);
    expect(rate?.ofCeiling).toBeGreaterThan(0);
    expect(report.scenarios[0]?.cpuMsPerMessage).toMatchObject({
      api: expect.any(Number),
      postgres: expect.any(Number),
      load: expect.any(Number),
    });
    expect(report.scenarios[0]?.cpuMsPerMessage?.api).toBeGreaterThan(0.01);
    expect(readdirSync(dir)).toContain('accept.api.cpuprofile');
    expect(said).toContain('busiest functions of api in accept');
    for (const { figures } of report.scenarios) {
      const ratios = figures.filter(({ ceiling }) => ceiling !== undefined);
      expect(ratios.length).toBeGreaterThan(0);
      for (const { name, ofCeiling } of ratios) expect(ofCeiling, name).toBeGreaterThan(0);
    }
    console.log(said.slice(said.lastIndexOf('\n   ') + 1));
    rmSync(dir, { recursive: true, force: true });
  },
);
