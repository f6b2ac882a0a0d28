import { ROOT } from '@watertight/lint-rules';
import { join } from 'node:path';

export const GRAFANA_DIR = join(ROOT, 'deploy/observability/grafana');
export const DASHBOARDS_DIR = join(GRAFANA_DIR, 'dashboards');
