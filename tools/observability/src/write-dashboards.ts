import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DASHBOARDS } from './dashboards/dashboards.ts';
import { DASHBOARDS_DIR } from './dashboards/files.ts';
import { toGrafana } from './dashboards/model.ts';

for (const dashboard of DASHBOARDS)
  writeFileSync(join(DASHBOARDS_DIR, `${dashboard.uid}.json`), toGrafana(dashboard));
