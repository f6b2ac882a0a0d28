import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

/** The settings that all projects share; `name` is the Nx project name, under which the report is kept. */
export function projectConfig(name: string, test: Record<string, unknown> = {}) {
  const reports = join(root, 'dist/test-reports');
  mkdirSync(reports, { recursive: true });
  return defineConfig({
    cacheDir: join(root, 'node_modules/.vite', name),
    test: {
      name,
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      passWithNoTests: false,
      testTimeout: 60_000,
      hookTimeout: 60_000,
      maxWorkers: 2,
      reporters: ['default', ['json', { outputFile: join(reports, `${name}.json`) }]],
      ...test,
    },
  });
}
