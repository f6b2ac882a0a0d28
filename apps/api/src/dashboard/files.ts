import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where the built dashboard lies beside a bundle: `dist/apps/dashboard`, for `dist/apps/api/main.js` and for any other
 * app that contains this one. Null when it is not built.
 */
export function findDashboard(bundleDir: string): string | null {
  const dir = join(bundleDir, '../dashboard');
  return existsSync(join(dir, 'index.html')) ? dir : null;
}
